package dev.udsecho.path;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a listener is bound at first: in a private directory beside the final name, so that nobody can connect before the
 * socket has its mode and group. The directory's name begins with the final one, since {@code ss -xl} and
 * {@code /proc/net/unix} show it for as long as the listener lives. The socket's name in it is drawn at random: Netty
 * deletes what has that name before it binds.
 */
public final class StagingDirectory {
    /** The longest name that both Netty binds to and the JDK connects to, in bytes. */
    static final int MAX_BYTES = 106;

    /** Between the final name and the digits of a directory. */
    static final String MARK = "~";

    private static final int RADIX = 36;
    private static final int MOST_RANDOM = RADIX * RADIX * RADIX * RADIX * RADIX;
    private static final int ATTEMPTS = 100;

    private final SocketPath path;
    private final PrivateDirectory directory;
    private final String name;

    private StagingDirectory(SocketPath path, PrivateDirectory directory, String name) {
        this.path = path;
        this.directory = directory;
        this.name = name;
    }

    /**
     * Makes the directory, and holds it open until {@link #discard}.
     *
     * @throws SocketPathException if that is not possible beside the final name
     */
    public static StagingDirectory prepare(SocketPath path) throws SocketPathException {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    Path name = path.file().resolveSibling(path.file().getFileName() + MARK + digits());
                    return new StagingDirectory(path, PrivateDirectory.make(name), digits());
                } catch (FileAlreadyExistsException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    private static String digits() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(MOST_RANDOM), RADIX);
    }

    /** The path to be published. */
    public SocketPath path() {
        return path;
    }

    /** What bind(2) is given: the socket's name in the directory, or the same by its descriptor where that is too long. */
    public Path boundName() {
        Path direct = directory.name().resolve(name);
        return direct.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES ? direct : socket();
    }

    /** The socket, once the listener is bound; by the directory's descriptor, so that it can't be swapped. */
    Path socket() {
        return directory.file(name);
    }

    /** Which file the bound socket is. */
    Birth birth() throws IOException {
        return Birth.at(socket())
                .orElseThrow(() -> new NoSuchFileException(boundName().toString()));
    }

    /** Connects to the listener, the first of all to do so, and goes again. */
    public void connect() throws IOException {
        SocketChannel.open(UnixDomainSocketAddress.of(boundName())).close();
    }

    /** Removes what is left of it, after the publication or in its place. What cannot be removed is left to the next start. */
    public void discard() {
        try (directory) {
            Files.deleteIfExists(socket());
            directory.remove();
        } catch (IOException leftToTheNextStart) {
            return;
        }
    }
}
