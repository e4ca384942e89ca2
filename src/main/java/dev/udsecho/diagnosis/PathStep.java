package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Mount;
import dev.udsecho.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A step on the way to a socket: a directory, or the name itself.
 *
 * @param path the path up to here
 * @param link where it leads, if it is a symbolic link
 * @param file what it stands for, links followed; empty if nothing, or not to be seen
 * @param way all that must be passed here: the directories that a link leads through, and what it stands for
 * @param mount what that is on; empty if not to be seen
 * @param passed whether the way goes on from here
 */
public record PathStep(
        Path path,
        Optional<Path> link,
        Optional<DirectoryEntry> file,
        List<DirectoryEntry> way,
        Optional<Mount> mount,
        boolean passed) {

    /** The step's own name, with a slash behind a directory. */
    public String name() {
        Path name = path.getFileName();
        if (name == null) {
            return path.toString();
        }
        boolean directory = file.isPresent() && file.get().kind() == DirectoryEntry.Kind.DIRECTORY;
        return Printable.text(name
                + (directory ? "/" : "")
                + link.map(target -> " → " + target).orElse(""));
    }

    /** All of it, as a fact. */
    public Evidence evidence() {
        String what = file.map(entry -> entry.kind() + ", " + entry.access()).orElse("not there, or not to be seen");
        return new Evidence(
                path.toString(),
                link.map(target -> "a symbolic link to " + target + ": ").orElse("")
                        + what
                        + mount.map(on -> ", " + on).orElse(""));
    }
}
