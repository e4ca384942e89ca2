package dev.udsecho.os;

/**
 * A right to a file that its mode grants or denies (<a
 * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>).
 */
public enum AccessRight {
    /** The right to traverse a directory. */
    SEARCH(1, "search"),
    /** The right to connect to a socket, or to create files in a directory. */
    WRITE(2, "write to");

    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;

    private final int bit;
    private final String verb;

    AccessRight(int bit, String verb) {
        this.bit = bit;
        this.verb = verb;
    }

    public boolean grantsOwner(int mode) {
        return (mode >> OWNER_SHIFT & bit) != 0;
    }

    public boolean grantsGroup(int mode) {
        return (mode >> GROUP_SHIFT & bit) != 0;
    }

    public boolean grantsOthers(int mode) {
        return (mode & bit) != 0;
    }

    @Override
    public String toString() {
        return verb;
    }
}
