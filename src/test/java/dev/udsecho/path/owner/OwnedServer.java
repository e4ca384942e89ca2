package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;

import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.testing.FakeTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An echo server with the parts of its path's owner, on a clock that the test controls. It starts without a claim. */
final class OwnedServer implements AutoCloseable {
    final FakeTicker ticker = new FakeTicker();
    final PathEvents events = new PathEvents();
    final SocketPath path;
    final Settings settings;
    final Publication publication;
    final PathMonitor monitor;
    final Standby standby;
    private final List<JdkEchoServer> servers = new CopyOnWriteArrayList<>();
    private volatile Runnable onBind = () -> {};

    OwnedServer(Path socket, Duration wait) {
        path = new SocketPath(socket);
        settings = new Settings(
                path, new SocketPermissions(FileMode.of("0660"), Optional.empty()), wait, events::add, ticker);
        publication = new Publication(settings, this::bind);
        monitor = new PathMonitor(settings, publication);
        standby = new Standby(settings, this::bind, publication);
    }

    private BoundListener bind(Path name) throws IOException {
        JdkEchoServer server = new JdkEchoServer(name);
        servers.add(0, server);
        onBind.run();
        return server;
    }

    /** Sets the action after a server is bound and before it is published. */
    void onBind(Runnable action) {
        onBind = action;
    }

    /** Claims and publishes. Returns when the connect that verified the name is closed again. */
    OwnedServer start() throws Exception {
        publication.claim();
        publication.publish();
        awaitProof();
        return this;
    }

    /** Waits until the connect that verified the name is closed again. */
    void awaitProof() {
        await().until(() -> newest().accepted() > 0 && newest().isIdle());
    }

    /** Returns the server bound last. */
    JdkEchoServer newest() {
        return servers.get(0);
    }

    /** Returns the number of servers that are bound and not closed. */
    long openServers() {
        return servers.stream().filter(JdkEchoServer::isOpen).count();
    }

    /** Returns the number of open connections. */
    int connections() {
        return servers.stream().mapToInt(JdkEchoServer::connections).sum();
    }

    /** Takes the next-in-line range as another waiting process would. */
    SocketLock queue() throws SocketPathException {
        return SocketLock.tryJoinQueue(path, settings.permissions()).orElseThrow();
    }

    @Override
    public void close() {
        try {
            monitor.stop();
            if (openServers() > 0) {
                publication.withdraw();
            }
            publication.close();
            servers.forEach(JdkEchoServer::close);
        } finally {
            ticker.end();
        }
    }
}
