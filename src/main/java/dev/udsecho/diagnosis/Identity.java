package dev.udsecho.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who this process is to the kernel when it opens a file: the effective uid and gid, and the supplementary groups, as
 * <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a> lists them.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param groups the supplementary group ids
 */
public record Identity(String uid, String gid, List<String> groups) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int EFFECTIVE = 2;

    /** The identity of this process; every part reads "unknown" where there is no {@code /proc}. */
    public static Identity current() {
        try {
            List<String> status = Files.readAllLines(STATUS);
            List<String> groups = fields(status, "Groups:").skip(1).toList();
            return new Identity(effective(status, "Uid:"), effective(status, "Gid:"), groups);
        } catch (IOException e) {
            return new Identity("unknown", "unknown", List.of("unknown"));
        }
    }

    private static String effective(List<String> status, String name) {
        return fields(status, name).skip(EFFECTIVE).findFirst().orElse("unknown");
    }

    private static Stream<String> fields(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name)).flatMap(line -> Stream.of(line.split("\\s+")));
    }

    @Override
    public String toString() {
        return "uid " + uid + ", gid " + gid + ", groups " + (groups.isEmpty() ? "none" : String.join(",", groups));
    }
}
