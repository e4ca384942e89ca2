package dev.udsecho;

import dev.udsecho.config.ConfigRefused;
import dev.udsecho.server.NameWatch;
import dev.udsecho.server.NativeSocket;
import dev.udsecho.server.NativeTransportMissing;
import dev.udsecho.server.Publication;
import dev.udsecho.socket.PathRefused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * The story of the service. At start: claim the path, listen, publish. From then on: look after the name. At the end:
 * withdraw the name, so that nobody new comes, close, and let the path go. A start that fails leaves nothing behind.
 */
@Singleton
final class ServerLifecycle {
    private final Vertx vertx;
    private final Publication publication;
    private final NameWatch watch;

    ServerLifecycle(Vertx vertx, Publication publication, NameWatch watch) {
        this.vertx = vertx;
        this.publication = publication;
        this.watch = watch;
    }

    void start(@Observes StartupEvent event) throws ConfigRefused, NativeTransportMissing, PathRefused, IOException {
        ConfigRefused.ifUnknown(System.getenv().keySet());
        NativeSocket.requireTransport(vertx);
        try {
            publication.claim();
            publication.publish();
            watch.start();
        } catch (PathRefused | RuntimeException e) {
            publication.close();
            throw e;
        }
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        watch.stop();
        publication.withdraw();
        publication.close();
    }
}
