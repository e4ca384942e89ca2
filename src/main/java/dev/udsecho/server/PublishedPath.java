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

/** The service's socket path and its owner. For any thread that may block; each method says for how long at most. */
@Singleton
public class PublishedPath {
    /** How long a check of the file may take. */
    private static final Duration CHECK = Duration.ofMillis(500);

    /** How long a call through the path may take: its own timeout is a second, and it knows better what was late. */
    private static final Duration CALL = Duration.ofMillis(1200);

    private final SocketPath path;
    private final Connections connections;
    private final PathOwner owner;
    private final PathEventLog log;
    private final BoundedCalls checks = new BoundedCalls("path-entry", 2, CHECK);
    private final BoundedCalls calls = new BoundedCalls("path-call", 2, CALL);

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
     * @param standbyFailed is called if this process waits for the path and cannot take it over
     */
    public void start(Consumer<Exception> standbyFailed) throws SocketPathException, IOException {
        log.begin(standbyFailed);
        owner.start();
    }

    /** Returns what this process is to the path. Does not block. */
    public Role role() {
        return owner.role();
    }

    /**
     * Returns what the name leads to now. Blocks for half a second at most.
     *
     * @throws IOException if a directory of the path may not be searched, or the file system does not answer
     */
    public PathState state() throws IOException {
        return owner.state();
    }

    /** Returns whether the name is seen to lead to this service. Blocks for half a second at most. */
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

    /** Returns why the name cannot be published again for now, or an empty text. Does not block. */
    public String obstacle() {
        return owner.obstacle();
    }

    /** Returns how often the name was lost or stolen. Does not block. */
    public long losses() {
        return owner.losses();
    }

    /**
     * Makes a connection of this process to itself, which counts as no client. Blocks for 1.2 seconds at most.
     *
     * @param call has a timeout of a second at most; the file system may let it run for longer
     * @throws IOException if the call does, or the file system does not answer
     */
    public <T> T callOurselves(SelfConnections.Call<T> call) throws IOException {
        return calls.run(() -> connections.callOurselves(call));
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
