package dev.udsecho.path;

import dev.udsecho.os.DescriptorPath;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.Errno;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Identity;
import dev.udsecho.os.PrivateDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The mode and group of a socket file, which decide who may connect. The file gets them before any client can find it.
 *
 * @param mode the permission bits
 * @param group the group, or empty for the group that the file is created with
 */
public record SocketPermissions(FileMode mode, Optional<FileGroup> group) {

    /**
     * Changes the file's group, then its mode: users whom the old mode excludes stay excluded until the group is right.
     * A value that the file already has is not set again: some file systems refuse every chmod and chgrp, and their
     * files have the right values already.
     *
     * <p>The JDK's chmod follows links, so no other process may be able to swap the file. The path must be the file's
     * own descriptor ({@link DescriptorPath}), or be in a private directory that is named by its descriptor ({@link
     * PrivateDirectory}).
     *
     * @throws ChangeRefusedException if this process may not change the group or the mode
     * @throws IOException if the file was removed or swapped
     */
    void applyTo(Path file, Inode expected) throws IOException {
        DirectoryEntry found = DirectoryEntry.follow(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        if (!found.inode().equals(expected)) {
            throw new FileSystemException(file.toString(), null, "another process swapped the file");
        }
        if (group.isPresent() && !group.get().isOf(file)) {
            change(true, () -> group.get().apply(file));
        }
        if (found.mode() != mode.bits()) {
            change(false, () -> mode.apply(file));
        }
    }

    /** The kernel refused to change a file's group (chown(2)) or its mode (chmod(2)). The message is the kernel's text. */
    static final class ChangeRefusedException extends FileSystemException {
        private final boolean isOfGroup;

        ChangeRefusedException(FileSystemException failure, boolean isOfGroup) {
            super(failure.getFile(), null, Errno.describe(failure));
            this.isOfGroup = isOfGroup;
            initCause(failure);
        }

        /** Returns whether the group was refused, or the mode otherwise. */
        boolean isOfGroup() {
            return isOfGroup;
        }
    }

    /** A system call that changes a file. */
    private interface Change {
        void apply() throws IOException;
    }

    private static void change(boolean isGroup, Change change) throws IOException {
        try {
            change.apply();
        } catch (FileSystemException e) {
            throw new ChangeRefusedException(e, isGroup);
        }
    }

    /**
     * Changes an open file through its descriptor if it still has its name and belongs to this user: in a directory
     * where other users may rename files, a symbolic link may have taken the name. A file whose group or mode
     * this process may not change stays as it is.
     */
    void grantIfOwn(Path name, Inode file) throws IOException {
        Optional<DirectoryEntry> found = DirectoryEntry.at(name)
                .filter(entry -> entry.kind() == FileKind.FILE
                        && entry.inode().equals(file)
                        && entry.owner().equals(Identity.current().uid()));
        Optional<Path> opened = found.isPresent() ? DescriptorPath.of(file) : Optional.empty();
        try {
            if (opened.isPresent()) {
                applyTo(opened.get(), file);
            }
        } catch (FileSystemException foreignGroup) {
            return;
        }
    }

    /**
     * Returns the permissions of the lock file: users who may connect may lock it, but no user may read it. A process
     * could hold a read lock on a file that it may only read, and so prevent each owner from starting (<a
     * href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>).
     */
    SocketPermissions forLockFile() {
        return new SocketPermissions(mode.writeOnly(), group);
    }

    @Override
    public String toString() {
        return "mode " + mode + group.map(name -> ", group " + name).orElse("");
    }
}
