package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.DirectoryEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Which socket file, for good. The number of an inode is given to another file once nothing has this one any more; so when
 * it was made counts too. That is its mtime, since nothing is ever written into a socket file
 * (<a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>); a rename, a link or another mode leave it.
 *
 * @param inode which file it is, as long as anything has it
 * @param owner whose, a uid in digits
 * @param time when it was made
 */
public record Birth(Inode inode, String owner, FileTime time) {
    /**
     * That of the socket at a name, or empty if none is there.
     *
     * @throws IOException if a directory on the way may not be searched, or is none
     */
    public static Optional<Birth> at(Path name) throws IOException {
        Optional<DirectoryEntry> socket = DirectoryEntry.at(name).filter(entry -> entry.kind() == Kind.SOCKET);
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileTime time = Files.getLastModifiedTime(name, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Birth(socket.get().inode(), socket.get().owner(), time));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether this is another name of the same socket; some file systems give each name an inode of its own. */
    boolean isOfTheSameSocket(Birth other) {
        return owner.equals(other.owner) && time.equals(other.time);
    }
}
