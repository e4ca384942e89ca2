package dev.udsecho.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mount.
 *
 * @param point where it is
 * @param root which part of its file system is seen there
 * @param type the type of its file system, such as tmpfs
 * @param options of the mount, and of its file system, such as ro
 */
public record Mount(Path point, String root, String type, List<String> options) {
    /** What the kernel adds to the root when the mounted file was deleted. */
    private static final String DELETED = "//deleted";

    /** Types whose files are another kernel's or another process': desktops' virtual machines, and networks. */
    private static final Set<String> FOREIGN = Set.of(
            "9p",
            "virtiofs",
            "fuse",
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "vboxsf",
            "drvfs",
            "prl_fs",
            "vmhgfs",
            "fakeowner",
            "ceph",
            "gfs2",
            "ocfs2",
            "gpfs",
            "beegfs",
            "orangefs",
            "lustre",
            "afs");

    private static final String FUSE = "fuse.";

    /** A container's own root with rootless engines: both ends are behind the same mount. */
    private static final String FUSE_OVERLAY = "fuse.fuse-overlayfs";

    /** Types in which nobody can make a socket, whatever the mode. */
    private static final Set<String> WITHOUT_SOCKETS = Set.of(
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2",
            "mqueue",
            "debugfs",
            "tracefs",
            "securityfs",
            "configfs",
            "devpts",
            "bpf",
            "binfmt_misc",
            "pstore",
            "efivarfs",
            "selinuxfs",
            "nsfs",
            "fusectl",
            "vfat",
            "msdos",
            "exfat",
            "iso9660");

    /** Whether nothing can be written there, whatever the modes of its files say. */
    public boolean isReadOnly() {
        return options.contains("ro");
    }

    /** Whether a socket file in it may well be one of another kernel. */
    public boolean isForeign() {
        return FOREIGN.contains(type) || type.startsWith(FUSE) && !type.equals(FUSE_OVERLAY);
    }

    /** Whether it is known that no file in it can be a socket. */
    public boolean holdsNoSockets() {
        return WITHOUT_SOCKETS.contains(type);
    }

    /** Whether what is mounted has no name any more. */
    public boolean isOfDeletedFile() {
        return root.endsWith(DELETED);
    }

    /** Type, place and options in words; of options with a value those that bound its size. */
    public String withOptions() {
        return type + " on " + point + ", "
                + options.stream()
                        .distinct()
                        .filter(option -> !option.contains("=") || option.matches("(size|nr_inodes|nr_blocks)=.*"))
                        .collect(Collectors.joining(","));
    }

    /** Type and place in words. */
    @Override
    public String toString() {
        return type + " on " + point + (isReadOnly() ? ", read-only" : "");
    }
}
