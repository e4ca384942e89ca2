package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.path.owner.Role;
import dev.udsecho.time.BoundedCalls;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The service's socket path and its owner. For any thread that may block; each method states its maximum blocking time.
 */
@Singleton
public class PublishedPath {
    /** The timeout for a check of the file. */
    private static final Duration CHECK_TIMEOUT = Duration.ofMillis(500);

    /**
     * The timeout for a call through the path. The call itself has a timeout of a second, whose message is more
     * precise.
     */
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1200);

    private final SocketPath path;
    private final Connections connections;
    private final PathOwner owner;
    private final PathEventLog log;
    private final BoundedCalls checks = new BoundedCalls("path-entry", 2, CHECK_TIMEOUT);
    private final BoundedCalls calls = new BoundedCalls("path-call", 2, CALL_TIMEOUT);

    PublishedPath(EchoConfig config, Connections connections, EchoListeners listeners) {
        this.path = config.socket().path();
        this.connections = connections;
        this.log = new PathEventLog(config, connections, listeners);
        this.owner = PathOwner.of(path)
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

    /** Returns the role of this process for the path. Does not block. */
    public Role role() {
        return owner.role();
    }

    /**
     * Returns what the name currently leads to. Blocks for half a second at most.
     *
     * @throws IOException if a directory of the path may not be searched, or the file system does not answer
     */
    public PathState state() throws IOException {
        return owner.state();
    }

    /**
     * Returns whether the name leads to this service; false if that cannot be checked. Blocks for half a second at
     * most.
     */
    public boolean isPublished() {
        try {
            return state() == PathState.OURS;
        } catch (IOException notVisible) {
            return false;
        }
    }

    /**
     * Returns the file that has the name, or empty if there is none. Blocks for half a second at most.
     *
     * @throws IOException as {@link #state} does
     */
    public Optional<DirectoryEntry> entry() throws IOException {
        return checks.run(() -> DirectoryEntry.at(path.file()));
    }

    /** Returns why the name cannot be published again at present, or an empty text. Does not block. */
    public String obstacle() {
        return owner.obstacle();
    }

    /** Returns the number of times that the name was lost or stolen. Does not block. */
    public long losses() {
        return owner.losses();
    }

    /**
     * Runs a call of this process to itself, which is not counted as a client. Blocks for 1.2 seconds at most.
     *
     * @param call the call, with a timeout of a second at most; a slow file system may extend it
     * @throws IOException if the call fails, or if the file system does not answer
     */
    public <T> T connectToSelf(SelfConnections.Call<T> call) throws IOException {
        return calls.run(() -> connections.connectToSelf(call));
    }

    /** Gives the path up as {@link PathOwner#withdraw} does. */
    public void withdraw() {
        owner.withdraw();
    }

    /** Removes the name at once, as {@link PathOwner#removeName} does. */
    public boolean removeName() {
        return owner.removeName();
    }

    /** Serves the clients that are connected or queued, as {@link PathOwner#drain} does. */
    public void drain(Duration limit) {
        owner.drain(limit);
    }

    /** Closes the owner and the listeners, as {@link PathOwner#close} does. */
    @PreDestroy
    public void close() {
        owner.close();
        checks.close();
        calls.close();
    }
}
