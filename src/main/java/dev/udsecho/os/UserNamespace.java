package dev.udsecho.os;

import java.io.IOException;
import java.util.List;

/**
 * Which ids have a name in this process' user namespace
 * (<a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>). All others show as one
 * and the same id, the overflow id; where not all ids are mapped, that one therefore stands for nobody in particular.
 *
 * @param overflowUid what an owner without a name shows as
 * @param overflowGid the same of a group
 * @param allUids whether every owner has a name
 * @param allGids whether every group has
 */
public record UserNamespace(String overflowUid, String overflowGid, boolean allUids, boolean allGids) {
    private static final String USUAL_OVERFLOW = "65534";
    private static final String ALL_IDS = "4294967295";
    private static final String MAPS = "/proc/self/";
    private static final String SYSTEM = "/proc/sys/kernel/";

    /** The one of this process. */
    public static UserNamespace current() {
        return in(ProcFiles.HERE);
    }

    /** The namespace by the kernel's texts; what cannot be read is taken as on a host. */
    public static UserNamespace in(ProcFiles files) {
        return new UserNamespace(
                files.firstLine(SYSTEM + "overflowuid").orElse(USUAL_OVERFLOW),
                files.firstLine(SYSTEM + "overflowgid").orElse(USUAL_OVERFLOW),
                mapsAll(files, "uid_map"),
                mapsAll(files, "gid_map"));
    }

    /** A line is: the first id inside, the first outside, how many. */
    private static boolean mapsAll(ProcFiles files, String map) {
        try {
            List<String> lines = files.lines(MAPS + map);
            return lines.stream().anyMatch(line -> line.strip().endsWith(" " + ALL_IDS));
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether a user shows as this uid because it has no name here. */
    public boolean hidesUid(String uid) {
        return !allUids && overflowUid.equals(uid);
    }

    /** The same of a group. */
    public boolean hidesGid(String gid) {
        return !allGids && overflowGid.equals(gid);
    }

    public boolean hidesOwner(DirectoryEntry file) {
        return hidesUid(file.owner());
    }

    public boolean hidesGroup(DirectoryEntry file) {
        return hidesGid(file.group());
    }
}
