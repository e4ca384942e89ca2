package dev.udsecho.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The permission bits of a socket file, 0200 to 0777. connect(2) needs write permission (<a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), so the owner's write bit is always set: the
 * service could not connect to itself without it.
 *
 * @param bits the nine permission bits
 */
public record FileMode(int bits) {
    private static final int OWNER_MAY_READ = 0400;
    private static final int OWNER_MAY_WRITE = 0200;
    private static final int WRITE = 0222;

    /**
     * Parses three octal digits, with or without a leading zero.
     *
     * @throws IllegalArgumentException if the text has another form, or the owner's write bit is not set
     */
    public static FileMode of(String text) {
        if (text.matches("0?[0-7]{3}")) {
            int bits = Integer.parseInt(text, 8);
            if ((bits & OWNER_MAY_WRITE) != 0) {
                return new FileMode(bits);
            }
        }
        throw new IllegalArgumentException(
                "must be three octal digits such as 0660, from 0200 to 0777, that let the owner write (0200)");
    }

    void apply(Path file) throws IOException {
        Files.setAttribute(file, "unix:mode", bits);
    }

    /** Returns a mode with the write bits only. */
    FileMode writeOnly() {
        return new FileMode(bits & WRITE);
    }

    /** Returns the attribute that creates a file with this mode. */
    FileAttribute<?> attribute() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & OWNER_MAY_READ >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    @Override
    public String toString() {
        return String.format("%04o", bits);
    }
}
