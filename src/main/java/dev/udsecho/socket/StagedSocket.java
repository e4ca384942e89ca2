package dev.udsecho.socket;

import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A listener's first name, in the directory of the final one, where it gets its permission before anybody looks for it.
 * It begins with the final name, since {@code ss -xl} and {@code /proc/net/unix} show it for as long as the listener
 * lives. It ends with a tilde and random digits, since Netty deletes this name once more, without a look, when the
 * listener closes: no file of anybody else, nor of a later start, may have it by then.
 *
 * <p>A path of the greatest length leaves room for one digit and no tilde.
 *
 * @param path the path to be published
 * @param name the name to bind to, at most {@value #MAX_BYTES} bytes
 */
public record StagedSocket(SocketPath path, Path name) {
    /** What Netty takes, and one more than a {@link SocketPath}: there is always room for one digit. */
    static final int MAX_BYTES = 107;

    private static final String MARK = "~";
    private static final int RADIX = 36;

    /** Five digits at the most. */
    private static final int MOST_RANDOM = RADIX * RADIX * RADIX * RADIX * RADIX;

    /**
     * Chooses a name that nothing has, and removes the dead sockets that a start that was killed half-way left behind.
     * The caller holds the path's lock.
     */
    public static StagedSocket choose(SocketPath path) throws PathRefused {
        try {
            removeLeftovers(path);
            StagedSocket staged = random(path);
            while (DirectoryEntry.at(staged.name()).isPresent()) {
                staged = random(path);
            }
            return staged;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    private static StagedSocket random(SocketPath path) {
        String digits = Integer.toString(ThreadLocalRandom.current().nextInt(MOST_RANDOM), RADIX);
        int room = MAX_BYTES - path.toString().getBytes(StandardCharsets.UTF_8).length;
        String suffix = room == 1 ? last(digits, 1) : MARK + last(digits, room - 1);
        return new StagedSocket(path, path.file().resolveSibling(path.file().getFileName() + suffix));
    }

    private static String last(String digits, int most) {
        return digits.substring(Math.max(0, digits.length() - most));
    }

    private static void removeLeftovers(SocketPath path) throws IOException {
        String prefix = path.file().getFileName() + MARK;
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                path.directory(), name -> name.getFileName().toString().startsWith(prefix))) {
            for (Path name : names) {
                if (isDeadSocket(name)) {
                    Files.delete(name);
                }
            }
        } catch (AccessDeniedException e) {
            return; // a directory that may be written and not listed: what cannot be seen stays
        }
    }

    private static boolean isDeadSocket(Path name) throws IOException {
        Optional<DirectoryEntry> found = DirectoryEntry.at(name);
        return found.isPresent()
                && found.get().kind() == Kind.SOCKET
                && OwnerProbe.of(name).is(OwnerProbe.State.DEAD);
    }
}
