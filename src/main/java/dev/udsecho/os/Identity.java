package dev.udsecho.os;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ids and capabilities by which the kernel checks this process' access to files, as in <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param groups the supplementary group ids
 * @param capabilities the effective capabilities, one bit each
 * @param filtered whether a seccomp filter restricts its system calls
 */
public record Identity(String uid, String gid, List<String> groups, long capabilities, boolean filtered) {
    public static final String FILE = "/proc/self/status";

    private static final String NO_VALUE = "unknown";
    public static final Identity UNKNOWN = new Identity(NO_VALUE, NO_VALUE, List.of(NO_VALUE), 0, false);
    private static final int EFFECTIVE = 2;
    private static final String SECCOMP_FILTER = "2";
    private static final int HEXADECIMAL = 16;

    /**
     * CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: read, write and search, or read and search, despite the mode
     * (capabilities(7)).
     */
    private static final long DAC_OVERRIDE = 1 << 1;

    private static final long DAC_READ_SEARCH = 1 << 2;

    /** CAP_CHOWN: change a file's owner and group to any. */
    private static final long CHOWN = 1;

    /** CAP_FOWNER: other operations that only a file's owner may do. */
    private static final long FOWNER = 1 << 3;

    /** Returns the identity of this process; every part reads "unknown" where there is no {@code /proc}. */
    public static Identity current() {
        try {
            return in(ProcFiles.HERE);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    public static Identity in(ProcFiles files) throws IOException {
        List<String> status = files.lines(FILE);
        return new Identity(
                field(status, "Uid:", EFFECTIVE),
                field(status, "Gid:", EFFECTIVE),
                fields(status, "Groups:").skip(1).toList(),
                Long.parseUnsignedLong(
                        fields(status, "CapEff:").skip(1).findFirst().orElse("0"), HEXADECIMAL),
                field(status, "Seccomp:", 1).equals(SECCOMP_FILTER));
    }

    private static String field(List<String> status, String name, int index) {
        return fields(status, name).skip(index).findFirst().orElse(NO_VALUE);
    }

    private static Stream<String> fields(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name)).flatMap(line -> Stream.of(line.split("\\s+")));
    }

    public boolean isKnown() {
        return !uid.equals(NO_VALUE);
    }

    public boolean isIn(String group) {
        return gid.equals(group) || groups.contains(group);
    }

    /** Returns whether the process may change its files to groups that it is not in. */
    public boolean canAssignAnyGroup() {
        return (capabilities & CHOWN) != 0;
    }

    public boolean canActAsOwner() {
        return (capabilities & FOWNER) != 0;
    }

    /** Returns whether a file's mode grants the right to the process, or a capability overrides the mode. */
    public boolean isAllowed(AccessRight right, DirectoryEntry file) {
        if (overridesMode(right)) {
            return true;
        }
        if (uid.equals(file.owner())) {
            return right.grantsOwner(file.mode());
        }
        return isIn(file.group()) ? right.grantsGroup(file.mode()) : right.grantsOthers(file.mode());
    }

    private boolean overridesMode(AccessRight right) {
        return (capabilities & (right == AccessRight.SEARCH ? DAC_OVERRIDE | DAC_READ_SEARCH : DAC_OVERRIDE)) != 0;
    }

    @Override
    public String toString() {
        return "uid " + uid + ", gid " + gid + ", groups " + (groups.isEmpty() ? "none" : String.join(",", groups));
    }
}
