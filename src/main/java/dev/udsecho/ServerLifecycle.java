package dev.udsecho;

import dev.udsecho.config.ConfigRefused;
import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.UnknownVariables;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.process.HttpPort;
import dev.udsecho.process.PreloadedClasses;
import dev.udsecho.process.ShutdownWatchdog;
import dev.udsecho.process.StandbyCheck;
import dev.udsecho.process.StartupError;
import dev.udsecho.server.ConnectionCounters;
import dev.udsecho.server.Connections;
import dev.udsecho.server.PathMonitor;
import dev.udsecho.server.PathOwner;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.RejectReason;
import dev.udsecho.server.Role;
import dev.udsecho.server.StandbyServer;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.NativeTransportMissing;
import dev.udsecho.text.Durations;
import dev.udsecho.text.Printable;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The story of the service. At start: claim the path, listen, publish; or stand by for an owner that may leave. From then
 * on: look after the name. At the end: withdraw the name, so that nobody new comes, drain, close. A start that fails leaves
 * nothing behind.
 */
@Singleton
public final class ServerLifecycle {
    private static final Logger LOG = Logger.getLogger(ServerLifecycle.class);

    private final Vertx vertx;
    private final Connections connections;
    private final PathOwner publication;
    private final PublishedPath path;
    private final StandbyServer successor;
    private final PathMonitor watch;
    private final EchoConfig config;

    ServerLifecycle(
            Vertx vertx,
            Connections connections,
            PathOwner publication,
            PublishedPath path,
            StandbyServer successor,
            PathMonitor watch,
            EchoConfig config) {
        this.vertx = vertx;
        this.connections = connections;
        this.publication = publication;
        this.path = path;
        this.successor = successor;
        this.watch = watch;
        this.config = config;
    }

    void start(@Observes StartupEvent event)
            throws ConfigRefused, NativeTransportMissing, HttpPort.Unavailable, SocketPathException, IOException {
        UnknownVariables variables = UnknownVariables.among(System.getenv().keySet());
        ConfigRefused.ifSlips(variables);
        ConfigRefused.ifNobodyIsListed(ConfigProvider.getConfig());
        warn(variables.others());
        NativeSocket.requireTransport(vertx);
        HttpPort.requireFree();
        long begun = System.nanoTime();
        connections.fitDescriptors();
        connections.fitMemory();
        PreloadedClasses.load();
        ShutdownWatchdog.guard(config.drainTimeout(), publication::removeName);
        try {
            publication.claim();
            publication.publish();
            watch.start();
            publication
                    .serving("published", "Serving on " + config.socket().path())
                    .with("tookMillis", (System.nanoTime() - begun) / 1_000_000)
                    .log(LOG, Logger.Level.INFO);
        } catch (SocketPathException e) {
            publication.close();
            if (!successor.mayFollow(e)) {
                throw e;
            }
            StandbyCheck.requireService(config.socket().path());
            successor.begin(watch::start, ServerLifecycle::end);
        } catch (IOException | RuntimeException e) {
            publication.close();
            throw e;
        }
    }

    private static void warn(List<String> variables) {
        if (!variables.isEmpty()) {
            String names = Printable.text(String.join(", ", variables));
            new LogEvent(
                            "variables-ignored",
                            "Ignored environment variables that are no keys of this program: " + names)
                    .about("variables", names)
                    .log(LOG, Logger.Level.WARN);
        }
    }

    private static void end(Exception failure) {
        StartupError refusal = StartupError.of(failure);
        refusal.print();
        Quarkus.asyncExit(refusal.status().number());
    }

    /** Before the end by a signal: gives the name up and serves those who are connected, while health checks still answer. */
    public void drain() {
        long deadline = System.nanoTime() + config.drainTimeout().toNanos();
        line("draining", "About to end")
                .with("connections", connections.counts().active())
                .with("drainTimeout", Durations.print(config.drainTimeout()))
                .log(LOG, Logger.Level.INFO);
        leave();
        publication.drain(deadline);
    }

    private void leave() {
        publication.beginToLeave();
        successor.stop();
        watch.stop();
        path.withdraw();
    }

    /** A start that fails after the publication has not drained: Quarkus opens the HTTP port last. */
    void stop(@Observes ShutdownEvent event) {
        if (publication.role() == Role.OWNER && LaunchMode.current() == LaunchMode.NORMAL) {
            drain();
        }
        leave();
        publication.close();
        ConnectionCounters counts = connections.counts();
        line("ended", "Ended")
                .with("accepted", counts.accepted())
                .with("rejected", counts.rejected(RejectReason.LIMIT) + counts.rejected(RejectReason.ACCESS))
                .with("received", counts.received())
                .with("sent", counts.sent())
                .with("dropped", counts.dropped())
                .with("lost", watch.losses())
                .log(LOG, Logger.Level.INFO);
    }

    private LogEvent line(String event, String sentence) {
        return new LogEvent(event, sentence).about("path", config.socket().path());
    }
}
