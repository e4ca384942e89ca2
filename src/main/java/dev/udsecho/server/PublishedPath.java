package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.time.BoundedCalls;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The service's socket path and its owner. For any thread that may block; each method states its maximum blocking time.
 */
@Singleton
public class PublishedPath {
    /**
     * The timeout for a call through the path. The call itself has a timeout of a second, whose message is more
     * precise.
     */
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1200);

    private final Connections connections;
    private final PathOwner owner;
    private final PathEventLog log;
    private final BoundedCalls calls = new BoundedCalls("path-call", 2, CALL_TIMEOUT);

    PublishedPath(EchoConfig config, Connections connections, EchoListeners listeners) {
        this.connections = connections;
        this.log = new PathEventLog(config, connections, listeners);
        this.owner = PathOwner.of(config.socket().path())
                .permissions(new SocketPermissions(
                        config.socket().mode(), config.socket().group()))
                .standby(config.socket().standby())
                .onEvent(log::write)
                .build(listeners);
    }

    /**
     * Owns and publishes the path, or stands by for it, as {@link PathOwner#start} does.
     *
     * @param standbyFailed called if this process stands by for the path and cannot take it over
     */
    public void start(Consumer<Exception> standbyFailed) throws SocketPathException, IOException {
        log.onStart(standbyFailed);
        owner.start();
    }

    /** Returns the owner of the path. */
    public PathOwner owner() {
        return owner;
    }

    /**
     * Returns whether the name leads to this service; false if that cannot be checked. Blocks for half a second at
     * most.
     */
    public boolean isPublished() {
        try {
            return owner.state() == PathState.OURS;
        } catch (IOException notVisible) {
            return false;
        }
    }

    /**
     * Runs a call of this process to itself, which is not counted as a client. Blocks for 1.2 seconds at most.
     *
     * @param call the call, with a timeout of a second at most; a slow file system may extend it
     * @throws IOException if the call fails, or if the file system does not answer
     */
    public <T> T connectToSelf(Callable<T> call) throws IOException {
        return calls.run(() -> connections.connectToSelf(call));
    }

    /** Closes the owner and the listeners, as {@link PathOwner#close} does. */
    @PreDestroy
    public void close() {
        owner.close();
        calls.close();
    }
}
