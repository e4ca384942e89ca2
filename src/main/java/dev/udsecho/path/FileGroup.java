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
 * The group of a socket file.
 *
 * @param principal the group as the operating system represents it
 */
public record FileGroup(GroupPrincipal principal) {
    /**
     * Parses a group name, or a group number from 0 to 2147483647. A number need not have a name.
     *
     * @throws IllegalArgumentException if the text is not a number, and no group has that name on this system
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
     * Returns whether a file already has this group. For a symbolic link, checks its target.
     *
     * @throws IOException if there is no such file, or a directory of the path may not be searched
     */
    boolean isOf(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class).group().equals(principal);
    }

    /**
     * Returns whether a process is in this group. The JDK compares groups by their numbers, which it does not expose.
     */
    boolean holds(Identity process) {
        return Stream.concat(Stream.of(process.gid()), process.groups().stream())
                .anyMatch(gid -> gid.matches("\\d{1,9}") && of(gid).principal.equals(principal));
    }

    /** Changes the group of a file. For a symbolic link, changes its target. */
    void apply(Path file) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(principal);
    }

    @Override
    public String toString() {
        return principal.getName();
    }
}
