package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Advises who may remove a file that another user's server has left. Every user who may write to its directory can
 * remove it; in a sticky directory only the owners of the file and of the directory can (<a
 * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>).
 */
final class RemovalAdvice {
    private static final String ROOT = "0";

    private RemovalAdvice() {}

    /**
     * Returns the advice as a sentence without its capital and full stop. The directory is empty if it cannot be read.
     */
    static String of(Path file, DirectoryEntry entry, Optional<DirectoryEntry> directory, ProcessContext caller) {
        String noServer = " once no server uses it";
        if (directory.isPresent() && mayRemove(caller, entry, directory.get())) {
            return "remove " + file + noServer + ", which this user may";
        }
        boolean fileOwner = directory.map(DirectoryEntry::isSticky).orElse(true);
        Stream<String> owners = Stream.concat(
                Stream.of(entry.owner()).filter(owner -> fileOwner), directory.map(DirectoryEntry::owner).stream());
        List<String> users = Stream.concat(owners, Stream.of(ROOT))
                .distinct()
                .map(uid -> uid.equals(ROOT) ? "root" : "uid " + uid)
                .toList();
        return "have " + users.stream().collect(Collectors.joining(" or ")) + " remove " + file + noServer;
    }

    private static boolean mayRemove(ProcessContext caller, DirectoryEntry entry, DirectoryEntry directory) {
        return caller.identity().isAllowed(AccessRight.WRITE, directory) && !caller.isBlockedBySticky(directory, entry);
    }
}
