package dev.udsecho.socket;

import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a listener is bound at first: in a directory of its own beside the final name, which nobody else may enter, so that
 * nobody can connect before the socket has its mode and group. The directory's name begins with the final one, since
 * {@code ss -xl} and {@code /proc/net/unix} show it for as long as the listener lives. It goes when the socket is
 * published: Netty deletes the bound name once more when the listener closes, without a look, and must find nothing there.
 *
 * @param path the path to be published
 * @param directory the private directory, mode 0700
 * @param boundName what bind(2) is given: the socket in it, or the same through a short link where that is too long
 */
public record StagedSocket(SocketPath path, Path directory, Path boundName) {
    /** The longest name that both Netty binds to and the JDK connects to, in bytes. */
    static final int MAX_BYTES = 106;

    private static final String MARK = "~";
    private static final String SOCKET = "s";
    private static final int RADIX = 36;
    private static final int MOST_RANDOM = RADIX * RADIX * RADIX * RADIX * RADIX;
    private static final int ATTEMPTS = 100;

    /**
     * Makes the directory.
     *
     * @throws PathRefused if that is not possible beside the final name
     */
    public static StagedSocket prepare(SocketPath path) throws PathRefused {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return make(
                            path, Integer.toString(ThreadLocalRandom.current().nextInt(MOST_RANDOM), RADIX));
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

    private static StagedSocket make(SocketPath path, String digits) throws IOException, PathRefused {
        Path directory = path.file().resolveSibling(path.file().getFileName() + MARK + digits);
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path direct = directory.resolve(SOCKET);
        if (direct.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
            return new StagedSocket(path, directory, direct);
        }
        Path link = Path.of(System.getProperty("java.io.tmpdir"), "udsecho" + MARK + digits);
        try {
            Files.createSymbolicLink(link, directory);
        } catch (IOException e) {
            Files.delete(directory);
            throw FileSystemRefusal.in(link.getParent(), path, e);
        }
        return new StagedSocket(path, directory, link.resolve(SOCKET));
    }

    /**
     * Removes what starts that were killed half-way left behind. The caller is the path's owner and the next in line, so
     * nobody else is staging. What cannot be listed or removed is left.
     */
    public static void removeLeftovers(SocketPath path) {
        String form = "\\Q" + path.file().getFileName() + MARK + "\\E[0-9a-z]{1,5}";
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                path.directory(), name -> name.getFileName().toString().matches(form))) {
            for (Path name : names) {
                if (holdsNothingButASocket(name)) {
                    new StagedSocket(path, name, name.resolve(SOCKET)).discard();
                }
            }
        } catch (IOException mayBeWrittenAndNotListed) {
            return;
        }
    }

    private static boolean holdsNothingButASocket(Path directory) throws IOException {
        Optional<DirectoryEntry> found = DirectoryEntry.at(directory);
        if (found.isEmpty() || found.get().kind() != Kind.DIRECTORY) {
            return false;
        }
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path name : names) {
                Optional<DirectoryEntry> entry = DirectoryEntry.at(name);
                if (!name.endsWith(SOCKET) || entry.isEmpty() || entry.get().kind() != Kind.SOCKET) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The socket, once the listener is bound. */
    Path socket() {
        return directory.resolve(SOCKET);
    }

    /** Connects to the listener, the first of all to do so, and goes again. */
    public void connect() throws IOException {
        SocketChannel.open(UnixDomainSocketAddress.of(boundName)).close();
    }

    /** Removes what is left of it, after the publication or in its place. What cannot be removed is left to the next start. */
    public void discard() {
        try {
            if (!boundName.equals(socket())) {
                Files.deleteIfExists(boundName.getParent());
            }
            Files.deleteIfExists(socket());
            Files.deleteIfExists(directory);
        } catch (IOException leftToTheNextStart) {
            return;
        }
    }
}
