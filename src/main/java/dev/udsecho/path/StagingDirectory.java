package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The private directory beside the final name where a listener is bound first, so that no client can connect before the
 * socket has its mode and group. The directory's name begins with the final name, since {@code ss -xl} and {@code
 * /proc/net/unix} show it while the listener is open. The socket's name in the directory is random: Netty deletes any
 * file of that name before it binds.
 */
public final class StagingDirectory {
    /** Separator between the final name and the random digits of a directory. */
    static final String MARK = "~";

    private static final int RADIX = 36;
    private static final int RANDOM_BOUND = RADIX * RADIX * RADIX * RADIX * RADIX;
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
     * Creates the directory, and holds it open until {@link #discard}.
     *
     * @throws SocketPathException if the directory cannot be created beside the final name
     */
    public static StagingDirectory create(SocketPath path) throws SocketPathException {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    Path name = path.file().resolveSibling(path.file().getFileName() + MARK + randomSuffix());
                    return new StagingDirectory(path, PrivateDirectory.create(name), randomSuffix());
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

    private static String randomSuffix() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(RANDOM_BOUND), RADIX);
    }

    /** Returns the path to publish. */
    public SocketPath path() {
        return path;
    }

    /**
     * Returns the name for bind(2): the socket's name in the directory, or the same file through the directory's
     * descriptor where that name is too long.
     */
    public Path bindName() {
        Path direct = directory.name().resolve(name);
        return direct.toString().getBytes(StandardCharsets.UTF_8).length <= SocketPath.MAX_BYTES ? direct : socket();
    }

    /**
     * Returns the socket's path through the directory's descriptor, so that no process can swap it. Valid once the
     * listener is bound.
     */
    Path socket() {
        return directory.file(name);
    }

    /** Returns the identity of the bound socket. */
    SocketIdentity identity() throws IOException {
        return SocketIdentity.at(socket())
                .orElseThrow(() -> new NoSuchFileException(bindName().toString()));
    }

    /** Applies permissions to the bound socket, and returns its identity. */
    SocketIdentity permit(SocketPermissions permissions) throws SocketPathException {
        try {
            SocketIdentity bound = identity();
            permissions.applyTo(socket(), bound.inode());
            return bound;
        } catch (IOException e) {
            throw new PermissionRefusal(path, permissions, ProcessContext.current()).of(e);
        }
    }

    /** Explains a failed bind(2) by its error number. The JDK, Netty and other servers report it as text (strerror(3)). */
    public SocketPathException refusedBind(IOException failure) {
        return FileSystemRefusal.ofBind(path, failure);
    }

    /**
     * Removes what is left of the directory, after the publication or instead of it. What cannot be removed is left to
     * the next start.
     */
    public void discard() {
        try (directory) {
            Files.deleteIfExists(socket());
            directory.remove();
        } catch (IOException leftForNextStart) {
            return;
        }
    }
}
