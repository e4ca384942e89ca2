package dev.udsecho.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mount.
 *
 * @param point the mount point
 * @param root the directory of its file system that is visible there
 * @param type the type of its file system, such as tmpfs
 * @param options the options of the mount and of its file system, such as ro
 */
public record Mount(Path point, String root, String type, List<String> options) {
    /** Suffix that the kernel adds to the root when the mounted file was deleted. */
    private static final String DELETED = "//deleted";

    /**
     * File systems shared with another kernel or another process: those of desktops' virtual machines, and network file
     * systems.
     */
    private static final Set<String> FOREIGN =
            words("9p virtiofs fuse nfs nfs4 cifs smb3 smbfs vboxsf drvfs prl_fs vmhgfs fakeowner ceph "
                    + "gfs2 ocfs2 gpfs beegfs orangefs lustre afs");

    private static final String FUSE = "fuse.";

    /** The root file system of a container in rootless engines: both ends are behind the same mount. */
    private static final String FUSE_OVERLAY = "fuse.fuse-overlayfs";

    /** File systems in which no process can create a socket, whatever the mode. */
    private static final Set<String> WITHOUT_SOCKETS =
            words("proc sysfs cgroup cgroup2 mqueue debugfs tracefs securityfs configfs devpts bpf "
                    + "binfmt_misc pstore efivarfs selinuxfs nsfs fusectl vfat msdos exfat iso9660");

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    /** Returns whether the mount is read-only, whatever the modes of its files are. */
    public boolean isReadOnly() {
        return options.contains("ro");
    }

    /** Returns whether a socket file in it may belong to another kernel. */
    public boolean isForeign() {
        return FOREIGN.contains(type) || type.startsWith(FUSE) && !type.equals(FUSE_OVERLAY);
    }

    /** Returns whether no file in it can be a socket. */
    public boolean lacksSockets() {
        return WITHOUT_SOCKETS.contains(type);
    }

    /** Returns whether the mounted file was deleted. */
    public boolean isOfDeletedFile() {
        return root.endsWith(DELETED);
    }

    /**
     * Returns type, mount point and options in words. Of the options with a value, includes those that bound the size.
     */
    public String withOptions() {
        return type + " on " + point + ", "
                + options.stream()
                        .distinct()
                        .filter(option -> !option.contains("=") || option.matches("(size|nr_inodes|nr_blocks)=.*"))
                        .collect(Collectors.joining(","));
    }

    /** Returns type and mount point in words. */
    @Override
    public String toString() {
        return type + " on " + point + (isReadOnly() ? ", read-only" : "");
    }
}
