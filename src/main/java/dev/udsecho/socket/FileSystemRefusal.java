package dev.udsecho.socket;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Identity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Why a file could not be made, looked up or renamed in the socket's directory. The JDK's exceptions tell ENOENT, EACCES
 * and EEXIST apart and nothing else, so the directories are asked, from the root down.
 */
final class FileSystemRefusal {
    private FileSystemRefusal() {}

    static PathRefused of(SocketPath path, IOException failure) {
        Path step = path.file().getRoot();
        for (Path name : path.directory()) {
            step = step.resolve(name);
            if (!Files.isDirectory(step)) {
                return noDirectory(path, step);
            }
            if (!Files.isExecutable(step)) {
                return denied(path, step, "search");
            }
        }
        return inDirectory(path, failure);
    }

    private static PathRefused inDirectory(SocketPath path, IOException failure) {
        Path directory = path.directory();
        String words = words(failure);
        if (isReadOnly(directory)) {
            return new PathRefused(
                    Cause.READ_ONLY,
                    path,
                    "the file system of " + directory + " is mounted read-only; mount a writable volume there, "
                            + Refusals.ELSEWHERE);
        }
        if (!Files.isWritable(directory)) {
            return denied(path, directory, "write to");
        }
        if (words.contains("No space left") || words.contains("quota exceeded")) {
            return new PathRefused(
                    Cause.NO_SPACE,
                    path,
                    "the file system of " + directory + " has no room for one more file (" + words
                            + "); free blocks or inodes there, " + Refusals.ELSEWHERE);
        }
        return new PathRefused(
                Cause.DENIED_POLICY,
                path,
                "mode and owner of " + directory + " allow it, and still the kernel says \"" + words
                        + "\"; look for a security module's rule, " + Refusals.ELSEWHERE);
    }

    private static PathRefused noDirectory(SocketPath path, Path step) {
        String state = Files.exists(step) ? step + " is no directory" : "there is no directory " + step;
        return new PathRefused(
                Cause.NO_DIRECTORY,
                path,
                state + "; make it, or mount the volume that holds it, " + Refusals.ELSEWHERE);
    }

    private static PathRefused denied(SocketPath path, Path directory, String verb) {
        return new PathRefused(
                Cause.DENIED_DIRECTORY,
                path,
                "this process (" + Identity.current() + ") may not " + verb + " the directory " + directory
                        + access(directory) + "; run as its owner or in its group, " + Refusals.ELSEWHERE);
    }

    private static String access(Path directory) {
        try {
            return DirectoryEntry.at(directory.toRealPath())
                    .map(entry -> " (" + entry.access() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isReadOnly(Path directory) {
        try {
            return Files.getFileStore(directory).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    private static String words(IOException failure) {
        return failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
    }
}
