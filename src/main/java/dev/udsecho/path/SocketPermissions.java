package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may connect: the mode and the group that a socket file gets before anybody can find it.
 *
 * @param mode the permission bits
 * @param group the group, or empty for the one that the file is created with
 */
public record SocketPermissions(FileMode mode, Optional<FileGroup> group) {

    /**
     * Gives the file its group, then its mode: whoever the old mode shut out stays out until the group is right. What the
     * file has already is not asked for: some file systems refuse every chmod and chgrp, and files there have what they need.
     *
     * <p>The JDK's chmod follows links, so no other process may be able to swap the file: it is named by its own descriptor
     * ({@link DescriptorPath}), or is in a private directory that is named by its descriptor ({@link PrivateDirectory}).
     *
     * @throws GrantRefused if this process may not give it the group or the mode
     * @throws IOException if the file is gone or was swapped
     */
    void grant(Path file, Inode expected) throws IOException {
        DirectoryEntry found = DirectoryEntry.behind(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        if (!found.inode().equals(expected)) {
            throw new FileSystemException(file.toString(), null, "somebody swapped the file");
        }
        if (group.isPresent() && !group.get().isOf(file)) {
            giveGroup(file);
        }
        if (found.mode() != mode.bits()) {
            giveMode(file);
        }
    }

    private void giveGroup(Path file) throws IOException {
        try {
            group.orElseThrow().apply(file);
        } catch (FileSystemException e) {
            throw new GrantRefused(e, GrantRefused.Step.GROUP);
        }
    }

    private void giveMode(Path file) throws IOException {
        try {
            mode.apply(file);
        } catch (FileSystemException e) {
            throw new GrantRefused(e, GrantRefused.Step.MODE);
        }
    }

    /**
     * What the lock file gets: whoever may connect may lock it, but nobody may read it. A process could hold a read lock on a file
     * that it may only read, and with it keep each owner from starting
     * (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>).
     */
    SocketPermissions toLock() {
        return new SocketPermissions(mode.writeOnly(), group);
    }

    @Override
    public String toString() {
        return "mode " + mode + group.map(name -> ", group " + name).orElse("");
    }
}
