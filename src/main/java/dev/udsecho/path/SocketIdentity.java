package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.FileKind;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Identifies a socket file permanently. The kernel reuses an inode number once nothing refers to the inode, so the
 * creation time counts too. That time is the mtime, since nothing is ever written into a socket file (<a
 * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>). A rename, a link or another mode does not
 * change it.
 *
 * @param inode the file's identity, valid while anything refers to the file
 * @param owner the owner's uid in digits
 * @param time the creation time
 */
public record SocketIdentity(Inode inode, String owner, FileTime time) {
    /**
     * Returns the identity of the socket at a name, or empty if no socket is there.
     *
     * @throws IOException if a directory of the path may not be searched, or is not a directory
     */
    public static Optional<SocketIdentity> at(Path name) throws IOException {
        return DirectoryEntry.at(name)
                .filter(entry -> entry.kind() == FileKind.SOCKET)
                .map(socket -> new SocketIdentity(socket.inode(), socket.owner(), socket.modified()));
    }

    /**
     * Returns whether the other identity is another name of the same socket. Some file systems give each name its own
     * inode, so inodes are not compared.
     */
    boolean isOfTheSameSocket(SocketIdentity other) {
        return owner.equals(other.owner) && time.equals(other.time);
    }
}
