package example;

import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Owns the path of this application's HTTP server while the application runs. */
@ApplicationScoped
public class OwnedHttp {
    private Optional<PathOwner> owner = Optional.empty();

    void start(@Observes StartupEvent event, Vertx vertx, @ConfigProperty(name = "socket.path") String path)
            throws IOException, SocketPathException {
        owner = Optional.of(PathOwner.of(SocketPath.of(path))
                .permissions(FileMode.of("0660"))
                .standby(Duration.ofMinutes(1))
                .onEvent(OwnedHttp::report)
                .start(name -> HttpListener.bind(vertx, name)));
    }

    private static void report(PathEvent event) {
        Log.info(event);
        if (event.kind() == PathEvent.Kind.STANDBY_FAILED) {
            Quarkus.asyncExit(1);
        }
    }

    /** Live reload happens within a request, which must not be waited for; its connection stays open until it is answered. */
    void stop(@Observes ShutdownEvent event) {
        owner.ifPresent(PathOwner::withdraw);
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            new Thread(() -> close(Duration.ofMinutes(1)), "drain").start();
        } else {
            close(Duration.ofSeconds(5));
        }
    }

    private void close(Duration limit) {
        owner.ifPresent(left -> left.drain(limit));
        owner.ifPresent(PathOwner::close);
    }
}
