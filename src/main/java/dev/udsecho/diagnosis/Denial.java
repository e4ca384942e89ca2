package dev.udsecho.diagnosis;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why the kernel denies an access, by the rules of
 * <a href="https://man7.org/linux/man-pages/man7/path_resolution.7.html">path_resolution(7)</a>: the owner's bits decide for
 * the owner, the group's for its members, the others' for all others, unless a capability overrides them. In order of
 * certainty: an owner or group without a name in this user namespace, which nothing in here can match; the mode; and,
 * where the mode allows it, something beside it.
 */
public final class Denial {
    private final Surroundings who;

    /** What is denied in these surroundings. */
    public Denial(Surroundings who) {
        this.who = who;
    }

    /** No file may be made in a directory. */
    public Finding toWriteIn(Path directory) {
        return ofDirectory(Right.WRITE, directory, look(directory));
    }

    /** A socket may not be connected to. */
    Finding toConnectTo(Path socket) {
        Optional<DirectoryEntry> found = look(socket);
        return beyondTheMode(Right.WRITE, "the socket", found)
                .orElseGet(() -> advised(Cause.DENIED_FILE.found(who.identity(), access(found)), Right.WRITE, found)
                        .with("caller", who.identity()));
    }

    /** What helps depends on whom the mode shuts out: the owner, the group, or all others. */
    private Finding advised(Finding denied, Right right, Optional<DirectoryEntry> found) {
        if (found.isEmpty() || !who.identity().isKnown()) {
            return denied;
        }
        DirectoryEntry file = found.get();
        String mode = right == Right.WRITE && file.kind() == DirectoryEntry.Kind.SOCKET
                ? "have its server set an echo.socket.mode that lets the %s " + right + " it"
                : "have its mode let the %s " + right + " it";
        if (who.identity().uid().equals(file.owner())) {
            return denied.advising(mode.formatted("owner"));
        }
        if (who.identity().isIn(file.group())) {
            return denied.advising(mode.formatted("group"));
        }
        return right.isGroups(file.mode())
                ? denied
                : denied.advising(mode.formatted("group") + ", and join that group");
    }

    private static Optional<DirectoryEntry> look(Path file) {
        try {
            return DirectoryEntry.behind(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A directory may not be searched. */
    Finding toSearch(Path directory, DirectoryEntry found) {
        return ofDirectory(Right.SEARCH, directory, Optional.of(found));
    }

    private Finding ofDirectory(Right right, Path directory, Optional<DirectoryEntry> found) {
        return beyondTheMode(right, "the directory " + directory, found).orElseGet(() -> {
            Finding denied = Cause.DENIED_DIRECTORY.found(who.identity(), right, directory, access(found));
            return advised(denied, right, found).with("caller", who.identity());
        });
    }

    private Optional<Finding> beyondTheMode(Right right, String what, Optional<DirectoryEntry> found) {
        if (found.isEmpty() || !who.identity().isKnown()) {
            return Optional.empty();
        }
        DirectoryEntry file = found.get();
        if (isHidden(file)) {
            return Optional.of(Cause.UNMAPPED_OWNER
                    .found(who.identity(), right, what, access(found), shownAs(file))
                    .with("caller", who.identity())
                    .with("user namespace", "ids without a name show as " + shownAs(file)));
        }
        return modeAllows(right, file)
                ? Optional.of(byPolicy(what, Errno.EACCES, new AccessDeniedException(what)))
                : Optional.empty();
    }

    /** That something beside mode and owner says no, or something unheard of. */
    public Finding byPolicy(String what, Errno errno, IOException failure) {
        String words = Errno.describe(failure);
        Finding finding = errno == Errno.EACCES || errno == Errno.EPERM
                ? Cause.DENIED_POLICY.found(what, words)
                : Cause.DENIED_POLICY.saying("the kernel says \"" + words + "\" of " + what
                        + ", which neither the path nor mode and owner explain");
        return finding.with("caller", who.identity())
                .with("security", who.security())
                .advising(who.security().remedies());
    }

    private boolean isHidden(DirectoryEntry file) {
        UserNamespace namespace = who.namespace();
        boolean own = who.identity().uid().equals(file.owner()) && !namespace.hidesOwner(file);
        return !own && (namespace.hidesOwner(file) || namespace.hidesGroup(file));
    }

    private String shownAs(DirectoryEntry file) {
        return who.namespace().hidesOwner(file) ? file.owner() : file.group();
    }

    private boolean modeAllows(Right right, DirectoryEntry file) {
        Identity identity = who.identity();
        if (identity.mayIgnoreModes(right)) {
            return true;
        }
        if (identity.uid().equals(file.owner())) {
            return right.isOwners(file.mode());
        }
        return identity.isIn(file.group()) ? right.isGroups(file.mode()) : right.isOthers(file.mode());
    }

    /** Mode and owner in parentheses after a blank; nothing if they cannot be seen. */
    private static String access(Optional<DirectoryEntry> found) {
        return found.map(file -> " (" + file.access() + ")").orElse("");
    }
}
