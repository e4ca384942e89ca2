package dev.udsecho.path;

import dev.udsecho.os.Identity;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.stream.Stream;

/**
 * The group that a socket file is given to.
 *
 * @param principal the group as the system knows it
 */
public record FileGroup(GroupPrincipal principal) {
    /**
     * Reads a group by its name, or by its number (0 to 2147483647), which need not have a name.
     *
     * @throws IllegalArgumentException if it is no number, and no group has that name here
     */
    public static FileGroup of(String text) {
        try {
            if (!text.isEmpty() && !text.startsWith("-")) {
                return new FileGroup(
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(text));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("must be the name of a group that exists here, or a group number", e);
        }
        throw new IllegalArgumentException("must be the name of a group, or a group number from 0 to 2147483647");
    }

    /**
     * Returns whether a file has it already; of a link, whether what that leads to has it.
     *
     * @throws IOException if there is no such file, or a directory on the way may not be searched
     */
    boolean isOf(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class).group().equals(principal);
    }

    /** Returns whether a process is in it. The JDK compares groups by their numbers, which it does not show. */
    boolean holds(Identity process) {
        return Stream.concat(Stream.of(process.gid()), process.groups().stream())
                .anyMatch(gid -> gid.matches("\\d{1,9}") && of(gid).principal.equals(principal));
    }

    /** Gives it to a file; of a link, to what that leads to. */
    void apply(Path file) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(principal);
    }

    @Override
    public String toString() {
        return principal.getName();
    }
}
