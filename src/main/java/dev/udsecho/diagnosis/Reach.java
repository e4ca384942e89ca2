package dev.udsecho.diagnosis;

import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Who could connect besides the socket's owner and root, by mode, owner and group of the socket and of each directory on the
 * way. Access control lists and security modules may say no all the same.
 */
public final class Reach {
    private final List<DirectoryEntry> way;

    private Reach(List<DirectoryEntry> way) {
        this.way = way;
    }

    /** Says it of a path that was walked to its end. */
    public static String of(List<Step> steps) {
        return new Reach(steps.stream().flatMap(step -> step.file().stream()).toList()).words();
    }

    private String words() {
        if (way.stream().allMatch(file -> right(file).isOthers(file.mode()))) {
            return "processes of any uid may connect";
        }
        String owner = way.get(way.size() - 1).owner();
        return group().map(group -> "of other uids than " + owner + ", only members of group " + group + " may connect")
                .orElse("no other uid than " + owner + " may connect, but root");
    }

    /** A group whose members pass where the others do not. */
    private Optional<String> group() {
        return way.stream()
                .map(DirectoryEntry::group)
                .distinct()
                .filter(this::passes)
                .findFirst();
    }

    private boolean passes(String group) {
        return way.stream()
                .allMatch(file -> file.group().equals(group)
                        ? right(file).isGroups(file.mode())
                        : right(file).isOthers(file.mode()));
    }

    private static Right right(DirectoryEntry file) {
        return file.kind() == Kind.DIRECTORY ? Right.SEARCH : Right.WRITE;
    }
}
