package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Mount;
import dev.udsecho.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A component of a socket's path: a directory, or the name itself.
 *
 * @param path the path up to this component
 * @param link the target, if it is a symbolic link
 * @param file the file with links followed; empty if it is missing or cannot be read
 * @param traversed all entries traversed here: the directories that a link leads through, and the file
 * @param mount the mount of the file; empty if it cannot be read
 * @param passed whether the walk continues from here
 */
public record PathStep(
        Path path,
        Optional<Path> link,
        Optional<DirectoryEntry> file,
        List<DirectoryEntry> traversed,
        Optional<Mount> mount,
        boolean passed) {

    /** Returns the component's name, with a slash after a directory. */
    public String name() {
        Path name = path.getFileName();
        if (name == null) {
            return path.toString();
        }
        boolean directory = file.isPresent() && file.get().kind() == FileKind.DIRECTORY;
        return Printable.text(name
                + (directory ? "/" : "")
                + link.map(target -> " → " + target).orElse(""));
    }

    /** Returns all facts of this step as evidence. */
    public Evidence evidence() {
        String what = file.map(entry -> entry.kind() + ", " + entry.access()).orElse("not there, or not to be seen");
        return new Evidence(
                path.toString(),
                link.map(target -> "a symbolic link to " + target + ": ").orElse("")
                        + what
                        + mount.map(on -> ", " + on).orElse(""));
    }
}
