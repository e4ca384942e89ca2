package dev.udsecho.diagnosis;

import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Identity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Advises a process that a file's mode excludes.
 *
 * @param who the process
 */
record DenialAdvice(Identity who) {
    private static final String ROOT = "0";

    /** Adds advice to a finding. The advice depends on whom the mode excludes: the owner, the group, or others. */
    Finding of(Finding denied, AccessRight right, Optional<DirectoryEntry> found) {
        if (found.isEmpty() || !who.isKnown()) {
            return denied;
        }
        DirectoryEntry file = found.get();
        String mode = right == AccessRight.WRITE && file.kind() == FileKind.SOCKET
                ? "have its server set an echo.socket.mode that lets the %s " + right + " it"
                : "have its mode let the %s " + right + " it";
        if (who.uid().equals(file.owner())) {
            return denied.advising(mode.formatted("owner"));
        }
        if (who.isIn(file.group())) {
            return denied.advising(mode.formatted("group"));
        }
        return right.grantsGroup(file.mode())
                ? denied
                : denied.advising(mode.formatted("group") + ", and join that group");
    }

    /** Adds advice to a finding about a directory. */
    Finding ofDirectory(Finding denied, AccessRight right, Path directory, Optional<DirectoryEntry> found) {
        Finding advised = of(denied, right, found);
        return needsChown(right, found) ? advised.advising(orChown(directory, advised.advice())) : advised;
    }

    private boolean needsChown(AccessRight right, Optional<DirectoryEntry> found) {
        boolean rootsOwn = found.filter(entry -> entry.owner().equals(ROOT)).isPresent();
        return right == AccessRight.WRITE
                && rootsOwn
                && who.isKnown()
                && !who.uid().equals(ROOT);
    }

    /**
     * Puts a change of the owner first. Container engines create a directory of root for a mount, which another user
     * needs.
     */
    private List<String> orChown(Path directory, List<String> others) {
        String owner = who.uid() + ":" + who.gid();
        List<String> advice =
                new ArrayList<>(List.of("have root give it to this user: chown " + owner + " " + directory));
        advice.addAll(others);
        return advice;
    }
}
