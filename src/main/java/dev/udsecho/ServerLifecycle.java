package dev.udsecho;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.InvalidConfigException;
import dev.udsecho.config.UnknownVariables;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.Role;
import dev.udsecho.process.HttpPort;
import dev.udsecho.process.HttpPortException;
import dev.udsecho.process.PreloadedClasses;
import dev.udsecho.process.ShutdownWatchdog;
import dev.udsecho.process.StandbyCheck;
import dev.udsecho.process.StartupError;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.RejectReason;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.NativeTransportException;
import dev.udsecho.text.Durations;
import dev.udsecho.text.Printable;
import dev.udsecho.time.Ticker;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Runs the service's lifecycle. At start it claims the path, listens and publishes; or it stands by for an owner that
 * may leave. Then it monitors the name. At shutdown it withdraws the name, so that no new client connects, drains and
 * closes. A start that fails leaves nothing behind.
 */
@Singleton
public final class ServerLifecycle {
    private static final Logger LOG = Logger.getLogger(ServerLifecycle.class);

    private final Vertx vertx;
    private final Connections connections;
    private final PublishedPath path;
    private final EchoConfig config;

    ServerLifecycle(Vertx vertx, Connections connections, PublishedPath path, EchoConfig config) {
        this.vertx = vertx;
        this.connections = connections;
        this.path = path;
        this.config = config;
    }

    void start(@Observes StartupEvent event)
            throws InvalidConfigException, NativeTransportException, HttpPortException, SocketPathException,
                    IOException {
        UnknownVariables variables = UnknownVariables.among(System.getenv().keySet());
        InvalidConfigException.ifMisspelt(variables);
        InvalidConfigException.ifPeerListIsEmpty(ConfigProvider.getConfig());
        warnIgnored(variables.others());
        NativeSocket.requireTransport(vertx);
        HttpPort.requireFree();
        PreloadedClasses.load();
        connections.limit().fitDescriptors();
        connections.limit().fitMemory();
        ShutdownWatchdog.guard(config.drainTimeout(), path.owner()::removeName);
        path.start(ServerLifecycle::exit);
        if (path.owner().role() == Role.STANDBY) {
            requireServiceOfOwner();
        }
    }

    private void requireServiceOfOwner() throws SocketPathException {
        try {
            StandbyCheck.requireService(config.socket().path(), Ticker.SYSTEM);
        } catch (SocketPathException e) {
            path.close();
            throw e;
        }
    }

    private static void warnIgnored(List<String> variables) {
        if (!variables.isEmpty()) {
            String names = Printable.text(String.join(", ", variables));
            new LogEvent(
                            "variables-ignored",
                            "Ignored environment variables that are no keys of this program: " + names)
                    .withKeyOnly("variables", names)
                    .log(LOG, Logger.Level.WARN);
        }
    }

    private static void exit(Exception failure) {
        StartupError error = StartupError.of(failure);
        error.print();
        Quarkus.asyncExit(error.status().number());
    }

    /**
     * Gives up the path and serves the connected clients. Health checks still answer. Blocks until no client is
     * connected, or until the drain timeout is over.
     */
    void drain() {
        event("draining", "Shutting down")
                .with("connections", connections.counts().active())
                .with("drainTimeout", Durations.print(config.drainTimeout()))
                .log(LOG, Logger.Level.INFO);
        long deadline = System.nanoTime() + config.drainTimeout().toNanos();
        path.owner().withdraw();
        path.owner().drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /**
     * Closes the service and logs its counters. Drains first if a start failed after the path was published: Quarkus
     * opens the HTTP port last.
     */
    void stop(@Observes ShutdownEvent event) {
        if (path.owner().role() == Role.OWNER && LaunchMode.current() == LaunchMode.NORMAL) {
            drain();
        }
        path.close();
        ConnectionCounters counts = connections.counts();
        event("ended", "Ended")
                .with("accepted", counts.accepted())
                .with("rejected", counts.rejected(RejectReason.LIMIT) + counts.rejected(RejectReason.ACCESS))
                .with("received", counts.received())
                .with("sent", counts.sent())
                .with("dropped", counts.dropped())
                .with("lost", path.owner().losses())
                .log(LOG, Logger.Level.INFO);
    }

    private LogEvent event(String name, String sentence) {
        return new LogEvent(name, sentence).withKeyOnly("path", config.socket().path());
    }
}
