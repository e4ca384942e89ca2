package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.ListenerProbe;
import dev.udsecho.os.PrivateDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what killed starts left beside a path: a private directory of this user ({@link StagingDirectory}) that is
 * empty, or holds one socket without a listener. Everything else belongs to other users, and stays.
 */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Removes the leftovers beside a path. The caller must hold the owner's and the next-in-line range of the lock, so
     * that no other process is staging. What cannot be listed or removed stays.
     */
    public static void remove(SocketPath path) {
        String form = "\\Q" + path.file().getFileName() + StagingDirectory.MARK + "\\E[0-9a-z]{1,5}";
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                path.directory(), name -> name.getFileName().toString().matches(form))) {
            for (Path name : names) {
                remove(name);
            }
        } catch (IOException notListable) {
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

    /** Returns the only file in the directory if it is a dead socket, or empty otherwise. */
    private static Optional<Path> deadSocketIn(PrivateDirectory directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.file("."))) {
            all.forEach(file -> files.add(directory.file(file.getFileName().toString())));
        }
        return files.size() == 1 && isDeadSocket(files.get(0)) ? Optional.of(files.get(0)) : Optional.empty();
    }

    private static boolean isDeadSocket(Path file) throws IOException {
        return DirectoryEntry.at(file).map(DirectoryEntry::kind).equals(Optional.of(FileKind.SOCKET))
                && ListenerProbe.of(file).state() == ListenerProbe.State.DEAD;
    }
}
