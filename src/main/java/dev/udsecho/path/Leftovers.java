package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What starts that were killed half-way left beside a path: a private directory of this user's ({@link StagingDirectory}) with
 * nothing in it, or one socket that nobody listens on. All else is somebody else's, and stays.
 */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Removes them. The caller is the path's owner and the next in line, so nobody else is staging. What cannot be listed or
     * removed is left.
     */
    public static void remove(SocketPath path) {
        String form = "\\Q" + path.file().getFileName() + StagingDirectory.MARK + "\\E[0-9a-z]{1,5}";
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                path.directory(), name -> name.getFileName().toString().matches(form))) {
            for (Path name : names) {
                remove(name);
            }
        } catch (IOException mayBeWrittenAndNotListed) {
            return;
        }
    }

    private static void remove(Path name) throws IOException {
        Optional<PrivateDirectory> found = PrivateDirectory.open(name);
        if (found.isPresent()) {
            try (PrivateDirectory directory = found.get()) {
                Optional<Path> socket = deadSocketIn(directory);
                if (socket.isPresent()) {
                    Files.delete(socket.get());
                }
                directory.remove();
            } catch (IOException notEmpty) {
                return;
            }
        }
    }

    /** The only file in it, if that is a dead socket. */
    private static Optional<Path> deadSocketIn(PrivateDirectory directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.file("."))) {
            all.forEach(file -> files.add(directory.file(file.getFileName().toString())));
        }
        return files.size() == 1 && isDeadSocket(files.get(0)) ? Optional.of(files.get(0)) : Optional.empty();
    }

    private static boolean isDeadSocket(Path file) throws IOException {
        return DirectoryEntry.at(file).map(DirectoryEntry::kind).equals(Optional.of(Kind.SOCKET))
                && ListenerProbe.of(file).is(ListenerProbe.State.DEAD);
    }
}
