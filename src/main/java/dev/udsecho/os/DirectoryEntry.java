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
 * The attributes of a file at a name, as lstat(2) reports them: links are not followed.
 *
 * @param inode the file's identity
 * @param kind the file type
 * @param mode the permission bits
 * @param uid the owner's uid
 * @param gid the group's gid
 * @param changed when the inode last changed; the same inode number with another time is another or a changed file
 * @param modified when the content last changed
 */
public record DirectoryEntry(
        Inode inode, FileKind kind, int mode, int uid, int gid, FileTime changed, FileTime modified) {
    private static final int PERMISSION_MASK = 07777;
    private static final int STICKY = 01000;

    /**
     * A file's identity. The kernel keeps a socket's inode while a listener is bound to it and cannot give its number
     * to another file, so equal identities mean the same socket.
     *
     * @param device the number of the file system
     * @param number the inode number in the file system
     */
    public record Inode(long device, long number) {
        /**
         * Returns whether a name leads to this file now.
         *
         * @throws IOException if a directory of the path may not be searched, or is not a directory
         */
        public boolean isAt(Path name) throws IOException {
            return DirectoryEntry.at(name).map(DirectoryEntry::inode).equals(Optional.of(this));
        }

        /**
         * Compares both numbers. It is written by hand, like hashCode(): the JVM generates a record's methods at each
         * start, and cannot cache them.
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof Inode inode && inode.device == device && inode.number == number;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(device) + Long.hashCode(number);
        }
    }

    /**
     * Reads the attributes of the file at a name, as lstat(2) does.
     *
     * @return the attributes, or empty if no file has the name
     * @throws IOException if a directory of the path may not be searched, or is not a directory
     */
    public static Optional<DirectoryEntry> at(Path name) throws IOException {
        return stat(name, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the attributes of the file at a name with links followed, as stat(2) does. Returns empty also for a link to
     * a missing file.
     *
     * @throws IOException if a directory of the path may not be searched, or is not a directory
     */
    public static Optional<DirectoryEntry> follow(Path name) throws IOException {
        return stat(name);
    }

    /** Returns the attributes as {@link #follow} does, or empty also if they cannot be read. */
    public static Optional<DirectoryEntry> followIfReadable(Path name) {
        try {
            return follow(name);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<DirectoryEntry> stat(Path name, LinkOption... options) throws IOException {
        try {
            Map<String, Object> stat =
                    Files.readAttributes(name, "unix:dev,ino,mode,uid,gid,ctime,lastModifiedTime", options);
            int mode = (int) stat.get("mode");
            Inode inode = new Inode((long) stat.get("dev"), (long) stat.get("ino"));
            return Optional.of(new DirectoryEntry(
                    inode,
                    FileKind.of(mode),
                    mode & PERMISSION_MASK,
                    (int) stat.get("uid"),
                    (int) stat.get("gid"),
                    (FileTime) stat.get("ctime"),
                    (FileTime) stat.get("lastModifiedTime")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether only the owner of a file in this directory, or of the directory, may remove or replace it:
     * inode(7).
     */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** Returns the owner's uid in digits. */
    public String owner() {
        return Integer.toUnsignedString(uid);
    }

    /** Returns the group's gid in digits. */
    public String group() {
        return Integer.toUnsignedString(gid);
    }

    /** Returns the mode and owner in words, as messages about denied access show them. */
    public String access() {
        return "mode " + permission() + ", owner " + ownership();
    }

    /** Returns the permission bits in octal, such as 0660. */
    public String permission() {
        return String.format("%04o", mode);
    }

    /** Returns the uid and the gid, such as 0:0. */
    public String ownership() {
        return owner() + ":" + group();
    }
}
