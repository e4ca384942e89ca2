package dev.udsecho.diagnosis;

import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Identity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What helps a process that a mode shuts out.
 *
 * @param who the process
 */
record DenialAdvice(Identity who) {
    private static final String ROOT = "0";

    /** What helps depends on whom the mode shuts out: the owner, the group, or all others. */
    Finding of(Finding denied, AccessRight right, Optional<DirectoryEntry> found) {
        if (found.isEmpty() || !who.isKnown()) {
            return denied;
        }
        DirectoryEntry file = found.get();
        String mode = right == AccessRight.WRITE && file.kind() == DirectoryEntry.Kind.SOCKET
                ? "have its server set an echo.socket.mode that lets the %s " + right + " it"
                : "have its mode let the %s " + right + " it";
        if (who.uid().equals(file.owner())) {
            return denied.advising(mode.formatted("owner"));
        }
        if (who.isIn(file.group())) {
            return denied.advising(mode.formatted("group"));
        }
        return right.isGroups(file.mode())
                ? denied
                : denied.advising(mode.formatted("group") + ", and join that group");
    }

    /** The same of a directory. */
    Finding ofDirectory(Finding denied, AccessRight right, Path directory, Optional<DirectoryEntry> found) {
        Finding advised = of(denied, right, found);
        return isRootsToWriteIn(right, found) ? advised.advising(orChown(directory, advised.advice())) : advised;
    }

    private boolean isRootsToWriteIn(AccessRight right, Optional<DirectoryEntry> found) {
        boolean rootsOwn = found.filter(entry -> entry.owner().equals(ROOT)).isPresent();
        return right == AccessRight.WRITE
                && rootsOwn
                && who.isKnown()
                && !who.uid().equals(ROOT);
    }

    /** Root's directory, as container engines make one for a mount, is another user's to have. */
    private List<String> orChown(Path directory, List<String> others) {
        String owner = who.uid() + ":" + who.gid();
        List<String> advice =
                new ArrayList<>(List.of("have root give it to this user: chown " + owner + " " + directory));
        advice.addAll(others);
        return advice;
    }
}
