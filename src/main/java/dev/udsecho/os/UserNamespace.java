package dev.udsecho.os;

import java.io.IOException;
import java.util.List;

/**
 * The ids that are mapped in this process' user namespace (<a
 * href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>). All others show as the
 * overflow id, which is therefore ambiguous unless all ids are mapped.
 *
 * @param overflowUid the uid shown for an unmapped owner
 * @param overflowGid the gid shown for an unmapped group
 * @param allUids whether all uids are mapped
 * @param allGids whether all gids are mapped
 */
public record UserNamespace(String overflowUid, String overflowGid, boolean allUids, boolean allGids) {
    private static final String USUAL_OVERFLOW = "65534";
    private static final String ALL_IDS = "4294967295";
    private static final String MAPS = "/proc/self/";
    private static final String SYSTEM = "/proc/sys/kernel/";

    /** Returns the namespace of this process. */
    public static UserNamespace current() {
        return in(ProcFiles.HERE);
    }

    /** Returns the namespace from the kernel's files; values that cannot be read default to those of a host. */
    public static UserNamespace in(ProcFiles files) {
        return new UserNamespace(
                files.firstLine(SYSTEM + "overflowuid").orElse(USUAL_OVERFLOW),
                files.firstLine(SYSTEM + "overflowgid").orElse(USUAL_OVERFLOW),
                mapsAll(files, "uid_map"),
                mapsAll(files, "gid_map"));
    }

    /** Returns whether a map covers all ids. A line has the first id inside, the first id outside, and the count. */
    private static boolean mapsAll(ProcFiles files, String map) {
        try {
            List<String> lines = files.lines(MAPS + map);
            return lines.stream().anyMatch(line -> line.strip().endsWith(" " + ALL_IDS));
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns whether a uid stands for an unmapped user. */
    public boolean hidesUid(String uid) {
        return !allUids && overflowUid.equals(uid);
    }

    /** Returns whether a gid stands for an unmapped group. */
    public boolean hidesGid(String gid) {
        return !allGids && overflowGid.equals(gid);
    }
}
