package dev.udsecho.os;

/** The file types of <a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>. */
public enum FileKind {
    SOCKET(0140000, "a socket"),
    FILE(0100000, "a regular file"),
    DIRECTORY(0040000, "a directory"),
    SYMLINK(0120000, "a symbolic link"),
    FIFO(0010000, "a fifo"),
    CHARACTER_DEVICE(0020000, "a character device"),
    BLOCK_DEVICE(0060000, "a block device"),
    /** A file without a type, such as epoll(7) descriptors below /proc. */
    OTHER(0, "a file of another kind");

    private static final int TYPE_MASK = 0170000;

    private final int type;
    private final String noun;

    FileKind(int type, String noun) {
        this.type = type;
        this.noun = noun;
    }

    static FileKind of(int mode) {
        for (FileKind kind : values()) {
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
