package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.SocketPathException.Setting;
import dev.udsecho.path.SocketPermissions.ChangeRefusedException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Explains why a socket's group or mode could not be changed. Either this process may not assign that group, or the
 * file system refuses what a file's owner may always do, as file systems that are shared with another kernel or process
 * can.
 *
 * @param path the path that cannot be served
 * @param permissions the mode and group that the socket should get
 * @param who the process that was refused
 */
record PermissionRefusal(SocketPath path, SocketPermissions permissions, ProcessContext who) {
    /** Explains a failure. A failure that is not a {@link ChangeRefusedException} is explained by the directory. */
    SocketPathException of(IOException failure) {
        if (!(failure instanceof ChangeRefusedException refused)) {
            return FileSystemRefusal.of(path, failure);
        }
        return refused.isOfGroup()
                ? new SocketPathException(path, ofGroup(refused), Setting.GROUP, Setting.PATH)
                : new SocketPathException(path, byFileSystem("mode " + permissions.mode(), refused), Setting.PATH);
    }

    /**
     * Explains a refused group. In a user namespace no process can assign a group that is not mapped there, whatever
     * its capabilities.
     */
    private Finding ofGroup(ChangeRefusedException refused) {
        FileGroup group = permissions.group().orElseThrow();
        if (group.holds(who.identity())) {
            return byFileSystem("group " + group + ", which this process (" + who.identity() + ") is in", refused);
        }
        if (who.identity().canAssignAnyGroup() && who.namespace().allGids()) {
            return byFileSystem("group " + group + ", though this process (" + who.identity() + ") may", refused);
        }
        return Cause.DENIED_FILE
                .saying("the socket cannot be given " + permissions + " by this process (" + who.identity() + "): "
                        + IoMessages.of(refused))
                .advising("run it in that group", "choose another group");
    }

    private Finding byFileSystem(String what, ChangeRefusedException refused) {
        Path directory = path.directory();
        String mount = who.mounts().of(directory).map(on -> " (" + on + ")").orElse("");
        return Cause.NO_SOCKETS_HERE
                .saying("the file system of " + directory + mount + " does not let a socket be given " + what + ": "
                        + IoMessages.of(refused))
                .advising("choose a directory of another file system", "mount a named volume or a tmpfs there");
    }
}
