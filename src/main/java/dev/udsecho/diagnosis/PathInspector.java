package dev.udsecho.diagnosis;

import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Walks a path from the root and finds what is in the way. It changes nothing and connects to nothing. */
public final class PathInspector {
    /** As many links as path_resolution(7) follows before it gives up with ELOOP. */
    private static final int MOST_LINKS = 40;

    private PathInspector() {}

    /** The first directory on the way to a file that is missing, is none, or may not be searched by this process. */
    public static Optional<Obstacle> onTheWayTo(Path file) {
        Path step = file.getRoot();
        for (Path name : file.getParent()) {
            step = step.resolve(name);
            if (Files.isSymbolicLink(step) && !Files.exists(step)) {
                return brokenLink(step);
            }
            if (!Files.isDirectory(step)) {
                boolean there = Files.exists(step, LinkOption.NOFOLLOW_LINKS);
                String words = there ? step + " is no directory" : "there is no directory " + step;
                return Optional.of(new Obstacle(Cause.NO_DIRECTORY, words));
            }
            if (!Files.isExecutable(step)) {
                return Optional.of(denied("search", step));
            }
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> brokenLink(Path step) {
        try {
            return at(step).map(found -> new Obstacle(found.cause(), step + ": " + found.words()));
        } catch (IOException e) {
            return Optional.of(new Obstacle(Cause.SYMLINK_DANGLING, step + ": " + Reason.of(e)));
        }
    }

    /** That this process may not do something with a directory: its mode and owner, and who the process is. */
    public static Obstacle denied(String verb, Path directory) {
        return new Obstacle(
                Cause.DENIED_DIRECTORY,
                "this process (" + Identity.current() + ") may not " + verb + " the directory " + directory
                        + access(directory));
    }

    /** Mode and owner of what a path leads to, in parentheses after a blank; nothing if they cannot be seen. */
    public static String access(Path file) {
        try {
            return DirectoryEntry.at(file.toRealPath())
                    .map(entry -> " (" + entry.access() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** What has the name in place of a socket: nothing, a link to nothing or in a circle, or another kind of file. */
    public static Optional<Obstacle> at(Path file) throws IOException {
        Path step = file;
        for (int links = 0; links <= MOST_LINKS; links++) {
            Optional<DirectoryEntry> found = DirectoryEntry.at(step);
            if (found.isEmpty()) {
                return Optional.of(missing(file, step));
            }
            Kind kind = found.get().kind();
            if (kind != Kind.SYMLINK) {
                return kind == Kind.SOCKET ? Optional.empty() : Optional.of(occupied(kind));
            }
            step = step.resolveSibling(Files.readSymbolicLink(step));
        }
        return Optional.of(new Obstacle(Cause.SYMLINK_LOOP, "its symbolic links lead round in a circle"));
    }

    private static Obstacle missing(Path file, Path step) {
        return step.equals(file)
                ? new Obstacle(Cause.NO_FILE, "nothing has that name")
                : new Obstacle(Cause.SYMLINK_DANGLING, "it is a symbolic link to " + step + ", where nothing is");
    }

    private static Obstacle occupied(Kind kind) {
        return kind == Kind.DIRECTORY
                ? new Obstacle(Cause.IS_DIRECTORY, "a directory is there")
                : new Obstacle(Cause.NOT_A_SOCKET, kind + " is there");
    }
}
