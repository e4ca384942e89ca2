package dev.udsecho.diagnosis;

import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Determines who could connect by mode, owner and group of the socket and of each directory of its path. Access control
 * lists and security modules may decide otherwise, and root needs no mode.
 */
public final class AllowedPeers {
    private static final String ROOT = "0";

    private final List<DirectoryEntry> entries;
    private final Set<String> needed = new TreeSet<>();
    private final Set<String> excluded = new TreeSet<>();
    private boolean rootOnly;

    private AllowedPeers(List<DirectoryEntry> entries) {
        this.entries = entries;
        entries.forEach(this::addConditions);
    }

    /** Returns the allowed peers in words, for a completely inspected path. */
    public static String of(List<PathStep> steps) {
        return new AllowedPeers(steps.stream()
                        .flatMap(step -> step.traversed().stream())
                        .toList())
                .words();
    }

    /**
     * Adds the conditions of one directory or socket. The group's bits apply to its members, and the others' bits to
     * everyone else: path_resolution(7).
     */
    private void addConditions(DirectoryEntry file) {
        boolean group = right(file).grantsGroup(file.mode());
        boolean others = right(file).grantsOthers(file.mode());
        if (!others && !group) {
            rootOnly = true;
        } else if (!others) {
            needed.add(file.group());
        } else if (!group) {
            excluded.add(file.group());
        }
    }

    private String words() {
        if (!rootOnly && needed.isEmpty()) {
            return excluded.isEmpty()
                    ? "any uid"
                    : "any uid, but for members of group " + String.join(" or ", excluded);
        }
        String owner = entries.get(entries.size() - 1).owner();
        return (owner.equals(ROOT) || !passes(owner) ? "" : "uid " + owner + ", ")
                + (rootOnly ? "" : "members of group " + String.join(" and ", needed) + ", ")
                + "root";
    }

    private boolean passes(String owner) {
        return entries.stream()
                .allMatch(file -> file.owner().equals(owner)
                        ? right(file).grantsOwner(file.mode())
                        : right(file).grantsOthers(file.mode()));
    }

    private static AccessRight right(DirectoryEntry file) {
        return file.kind() == FileKind.DIRECTORY ? AccessRight.SEARCH : AccessRight.WRITE;
    }
}
