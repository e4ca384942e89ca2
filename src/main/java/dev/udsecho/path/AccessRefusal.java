package dev.udsecho.path;

import static dev.udsecho.path.SocketPathException.orElsewhere;

import dev.udsecho.diagnosis.AccessDenial;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Errno;
import dev.udsecho.os.IoMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why this process may not lock, connect to or replace another owner's file. The mode is the reason, unless
 * {@link AccessDenial} finds that the owner has no name in this user namespace, or that the mode would allow the
 * access.
 *
 * @param path the path that cannot be served
 * @param who the process that is denied the access
 */
record AccessRefusal(SocketPath path, ProcessContext who) {
    private static final String ROOT = "root";

    SocketPathException toLock(DirectoryEntry lockFile) {
        String what = "its lock file " + path.lockFile();
        return refused(
                denial().toWriteTo(what, lockFile),
                Cause.DENIED_FILE
                        .saying(what + " (" + lockFile.access() + ") may not be written by this process ("
                                + who.identity() + ")")
                        .advising(
                                "run as its owner or in its group, with a mode that lets them write",
                                removal(path.lockFile(), lockFile)));
    }

    SocketPathException toConnect(DirectoryEntry socket) {
        return refused(
                denial().toWriteTo("the socket there", socket),
                Cause.DENIED_FILE
                        .saying("it is unknown whether a server listens there, as the socket (" + socket.access()
                                + ") may not be connected to by this process (" + who.identity() + ")")
                        .advising("run as its owner or in its group", removal(path.file(), socket)));
    }

    /**
     * Explains a failed replacement. In a sticky directory another user's file may not be replaced, and a mounted file
     * may be replaced nowhere.
     */
    SocketPathException toReplace(DirectoryEntry socket, IOException failure) {
        if (Errno.of(failure) == Errno.EBUSY) {
            return orElsewhere(path, Cause.MOUNTED_FILE.found());
        }
        return refused(
                directory().flatMap(found -> denial().toReplace("the socket there", socket, found, failure)),
                Cause.DENIED_FILE
                        .saying("the socket there (" + socket.access() + ") may not be replaced by this process ("
                                + who.identity() + "): " + IoMessages.of(failure))
                        .advising(removal(path.file(), socket)));
    }

    /**
     * Advises who may remove a file that another user's server has left. Every user who may write to its directory can;
     * in a sticky directory only the owners of the file and of the directory can (<a
     * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>).
     */
    private String removal(Path file, DirectoryEntry entry) {
        Optional<DirectoryEntry> directory = directory();
        if (directory.isPresent() && mayRemove(entry, directory.get())) {
            return "remove " + file + " once no server uses it, which this user may";
        }
        Set<String> users = new LinkedHashSet<>();
        if (directory.isEmpty() || directory.get().isSticky()) {
            users.add(user(entry));
        }
        directory.ifPresent(found -> users.add(user(found)));
        users.add(ROOT);
        return "have " + String.join(" or ", users) + " remove " + file + " once no server uses it";
    }

    private static String user(DirectoryEntry file) {
        return file.uid() == 0 ? ROOT : "uid " + file.owner();
    }

    private boolean mayRemove(DirectoryEntry entry, DirectoryEntry directory) {
        return who.identity().isAllowed(AccessRight.WRITE, directory) && !who.isBlockedBySticky(directory, entry);
    }

    private Optional<DirectoryEntry> directory() {
        return DirectoryEntry.followIfReadable(path.directory());
    }

    private AccessDenial denial() {
        return new AccessDenial(who);
    }

    private SocketPathException refused(Optional<Finding> beyondTheMode, Finding byTheMode) {
        return orElsewhere(path, beyondTheMode.orElse(byTheMode));
    }
}
