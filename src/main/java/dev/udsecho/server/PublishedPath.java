package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.BoundedCalls;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The path for those who go on in time also when its file system does not answer: health, metrics and the page, which tell
 * what it leads to now, and the shutdown. For any thread that may block.
 */
@Singleton
public class PublishedPath {
    private static final Logger LOG = Logger.getLogger(PublishedPath.class);

    /** How long a look at the path may take. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long a call through the path may take: its own timeout is a second, and knows better what was late. */
    private static final Duration CALL = Duration.ofMillis(1200);

    /** How long the withdrawal of the name may take: a successor has five seconds to take the path over. */
    private static final Duration WITHDRAWAL = Duration.ofMillis(5500);

    private final SocketPath path;
    private final PathOwner publication;
    private final Connections connections;
    private final BoundedCalls looks = new BoundedCalls("path-look", 2, LOOK);
    private final BoundedCalls calls = new BoundedCalls("path-call", 2, CALL);
    private final BoundedCalls withdrawals = new BoundedCalls("path-withdrawal", 1, WITHDRAWAL);
    private volatile boolean isLeft;

    PublishedPath(EchoConfig config, PathOwner publication, Connections connections) {
        this.path = config.socket().path();
        this.publication = publication;
        this.connections = connections;
    }

    /**
     * Returns what has become of the name. Blocks for half a second at most.
     *
     * @throws IOException if a directory of the path may not be searched, or is none, or the file system does not answer
     */
    public Standing standing() throws IOException {
        return looks.run(publication::standing);
    }

    /** Returns whether the name leads to our socket, as far as that is to be seen. Blocks for half a second at most. */
    public boolean isPublished() {
        try {
            return standing() == Standing.OURS;
        } catch (IOException notToBeSeen) {
            return false;
        }
    }

    /**
     * Returns what has the name, or empty if nothing has. Blocks for half a second at most.
     *
     * @throws IOException as {@link #standing} does
     */
    public Optional<DirectoryEntry> entry() throws IOException {
        return looks.run(() -> DirectoryEntry.at(path.file()));
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

    /**
     * Gives the name up as {@link PathOwner#withdraw} does. Blocks for 5.5 seconds at most: where the file system does not
     * answer by then, the name is left, and the shutdown goes on to end the connections. That is logged once: a later call
     * returns at once.
     */
    public void withdraw() {
        if (isLeft) {
            return;
        }
        try {
            withdrawals.run(() -> {
                publication.withdraw();
                return true;
            });
        } catch (IOException e) {
            isLeft = true;
            String sentence = "Cannot withdraw " + path + ": " + IoMessages.of(e) + "; the next start replaces it";
            new LogEvent("not-withdrawn", sentence).about("path", path).log(LOG, Logger.Level.WARN);
        }
    }

    @PreDestroy
    void close() {
        looks.close();
        calls.close();
        withdrawals.close();
    }
}
