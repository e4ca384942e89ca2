package dev.udsecho.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What a name in a directory stands for right now, as lstat(2) tells it: links are not followed.
 *
 * @param inode which file it is
 * @param kind what kind of file
 * @param mode its permission bits
 * @param uid its owner
 * @param gid its group
 * @param changed when the inode last changed: the same number with another time is another file, or no longer the same
 */
public record DirectoryEntry(Inode inode, Kind kind, int mode, int uid, int gid, FileTime changed) {
    private static final int TYPE_MASK = 0170000;
    private static final int PERMISSION_MASK = 07777;
    private static final int STICKY = 01000;

    /**
     * A file's identity. While a listener is bound to it, the kernel keeps a socket's inode: its number cannot be given
     * to another file, so equal identities mean the same socket.
     *
     * @param device the number of its file system
     * @param number its number there
     */
    public record Inode(long device, long number) {
        /**
         * Whether a name stands for this file right now.
         *
         * @throws IOException if a directory on the way may not be searched, or is none
         */
        public boolean isAt(Path name) throws IOException {
            return DirectoryEntry.at(name).map(DirectoryEntry::inode).equals(Optional.of(this));
        }

        /** By hand, as hashCode() is: what the compiler leaves to the JVM is made at each start, and cannot be cached. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Inode inode && inode.device == device && inode.number == number;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(device) + Long.hashCode(number);
        }
    }

    /** The file types of <a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>. */
    public enum Kind {
        SOCKET(0140000, "a socket"),
        FILE(0100000, "a regular file"),
        DIRECTORY(0040000, "a directory"),
        SYMLINK(0120000, "a symbolic link"),
        FIFO(0010000, "a fifo"),
        CHARACTER_DEVICE(0020000, "a character device"),
        BLOCK_DEVICE(0060000, "a block device"),
        /** What the kernel has no type for, as epoll(7) descriptors below /proc. */
        OTHER(0, "a file of another kind");

        private final int type;
        private final String noun;

        Kind(int type, String noun) {
            this.type = type;
            this.noun = noun;
        }

        private static Kind of(int mode) {
            for (Kind kind : values()) {
                if (kind.type == (mode & TYPE_MASK)) {
                    return kind;
                }
            }
            return OTHER;
        }

        @Override
        public String toString() {
            return noun;
        }
    }

    /**
     * Looks a name up.
     *
     * @return what it stands for, or empty if nothing has that name
     * @throws IOException if a directory on the way may not be searched, or is none
     */
    public static Optional<DirectoryEntry> at(Path name) throws IOException {
        return stat(name, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The same with links followed, as stat(2) does: empty also for a link that leads to nothing.
     *
     * @throws IOException if a directory on the way may not be searched, or is none
     */
    public static Optional<DirectoryEntry> behind(Path name) throws IOException {
        return stat(name);
    }

    private static Optional<DirectoryEntry> stat(Path name, LinkOption... options) throws IOException {
        try {
            Map<String, Object> stat = Files.readAttributes(name, "unix:dev,ino,mode,uid,gid,ctime", options);
            int mode = (int) stat.get("mode");
            Inode inode = new Inode((long) stat.get("dev"), (long) stat.get("ino"));
            return Optional.of(new DirectoryEntry(
                    inode,
                    Kind.of(mode),
                    mode & PERMISSION_MASK,
                    (int) stat.get("uid"),
                    (int) stat.get("gid"),
                    (FileTime) stat.get("ctime")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns whether only the owner of a file in this directory, or of the directory, may remove or replace it: inode(7). */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** The owner's uid in digits. */
    public String owner() {
        return Integer.toUnsignedString(uid);
    }

    /** The group's gid in digits. */
    public String group() {
        return Integer.toUnsignedString(gid);
    }

    /** Mode and owner in words, as messages about denied access show them. */
    public String access() {
        return "mode " + permission() + ", owner " + ownership();
    }

    /** The permission bits in octal, such as 0660. */
    public String permission() {
        return String.format("%04o", mode);
    }

    /** The owner's uid and the gid, such as 0:0. */
    public String ownership() {
        return owner() + ":" + group();
    }
}
