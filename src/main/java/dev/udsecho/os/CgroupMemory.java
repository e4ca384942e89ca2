package dev.udsecho.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads the memory limit of this process' control group in bytes: the smallest visible limit of the group and its
 * ancestors (<a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>; the kernel's
 * admin-guide/cgroup-v1/memory and admin-guide/cgroup-v2). Both versions may be mounted at once; only one has the
 * memory controller.
 */
public final class CgroupMemory {
    /** Numbers from here on mean no limit: version 1 writes the largest number that is a multiple of a page. */
    private static final long UNLIMITED = 1L << 60;

    private static final Path ROOT = Path.of("/");

    private CgroupMemory() {}

    /**
     * Returns the limit, or empty if there is none or it cannot be read. Reads files below /proc and of the cgroup
     * mount.
     */
    public static OptionalLong limit() {
        return limit(ROOT);
    }

    /** Returns the limit below another root directory. */
    public static OptionalLong limit(Path root) {
        Path self = root.resolve("proc/self");
        try {
            List<String> groups = Files.readAllLines(self.resolve("cgroup"));
            return Files.readAllLines(self.resolve("mountinfo")).stream()
                    .map(Hierarchy::of)
                    .flatMap(hierarchy -> groups.stream().flatMap(group -> hierarchy.directories(root, group)))
                    .flatMapToLong(CgroupMemory::read)
                    .min();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    private static LongStream read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("[0-9]{1,18}") && Long.parseLong(text) < UNLIMITED
                    ? LongStream.of(Long.parseLong(text))
                    : LongStream.empty();
        } catch (IOException unreadable) {
            return LongStream.empty();
        }
    }

    /**
     * A mounted cgroup hierarchy.
     *
     * @param controller the controller's name in /proc/self/cgroup, empty in version 2
     * @param file the name of the file with the limit, empty if the mount has no memory limits
     * @param top the group at the top of the mount
     * @param mount the mount point
     */
    private record Hierarchy(String controller, String file, String top, String mount) {
        /** Parses a line of <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">mountinfo</a>. */
        static Hierarchy of(String line) {
            String[] fields = line.split(" ");
            int type = Arrays.asList(fields).indexOf("-") + 1;
            String kind = fields[type];
            boolean first = kind.equals("cgroup") && hasWord(fields[fields.length - 1], "memory");
            String file = first ? "memory.limit_in_bytes" : kind.equals("cgroup2") ? "memory.max" : "";
            return new Hierarchy(first ? "memory" : "", file, fields[3], fields[4]);
        }

        /**
         * Returns the limit files of a group and then of its ancestors, if this line of /proc/self/cgroup is about this
         * hierarchy.
         */
        Stream<Path> directories(Path root, String group) {
            String[] fields = group.split(":", 3);
            if (file.isEmpty() || !hasWord(fields[1], controller)) {
                return Stream.empty();
            }
            Path highest = root.resolve(mount.substring(1));
            return Stream.iterate(highest.resolve(below(fields[2])), at -> at.startsWith(highest), at -> at.getParent())
                    .map(directory -> directory.resolve(file));
        }

        /**
         * Returns a group's path below the mount. A group that the mount does not show is this container's own, which
         * is at the top.
         */
        private String below(String group) {
            Path own = Path.of(group);
            return own.startsWith(top) ? Path.of(top).relativize(own).toString() : "";
        }

        private static boolean hasWord(String list, String word) {
            return List.of(list.split(",")).contains(word);
        }
    }
}
