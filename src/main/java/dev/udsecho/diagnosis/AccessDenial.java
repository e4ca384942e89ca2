package dev.udsecho.diagnosis;

import dev.udsecho.os.AccessRight;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Explains why the kernel denies an access, by the rules of <a
 * href="https://man7.org/linux/man-pages/man7/path_resolution.7.html">path_resolution(7)</a>: the owner's bits apply to
 * the owner, the group's bits to its members, and the others' bits to everyone else, unless a capability overrides
 * them. The reasons in order of certainty: an owner or group that is not mapped in this user namespace, which no
 * process in it can match; the mode; and, where the mode allows the access, another rule.
 *
 * @param who the process that is denied the access
 */
public record AccessDenial(ProcessContext who) {
    /** Explains why no file may be created in a directory. */
    public Finding toWriteIn(Path directory) {
        return ofDirectory(AccessRight.WRITE, directory, DirectoryEntry.followIfReadable(directory));
    }

    /** Explains why a socket may not be connected to. */
    Finding toConnectTo(Path socket) {
        Optional<DirectoryEntry> found = DirectoryEntry.followIfReadable(socket);
        return besidesMode(AccessRight.WRITE, "the socket", found).orElseGet(() -> new DenialAdvice(who.identity())
                .of(Cause.DENIED_FILE.found(who.identity(), access(found)), AccessRight.WRITE, found)
                .with("caller", who.identity()));
    }

    /**
     * Explains why a file may not be opened for writing, or connected to, if not by its mode.
     *
     * @param what the file in words
     * @return the reason besides its mode; empty if the mode alone denies it
     */
    public Optional<Finding> toWriteTo(String what, DirectoryEntry file) {
        return besidesMode(AccessRight.WRITE, what, Optional.of(file));
    }

    /**
     * Explains why a file may not be replaced by a rename, if not by the sticky bit ({@link
     * ProcessContext#isBlockedBySticky}).
     *
     * @param what the file in words
     * @param failure the failure of rename(2), or that it was not tried
     * @return the reason besides the sticky bit; empty if the sticky bit alone denies it, or another step failed
     */
    public Optional<Finding> toReplace(
            String what, DirectoryEntry file, DirectoryEntry directory, IOException failure) {
        boolean sticky = who.isBlockedBySticky(directory, file);
        if (sticky && who.hides(file)) {
            return Optional.of(unmapped("replace", what, file));
        }
        Errno errno = Errno.of(failure);
        boolean denied = errno == Errno.EACCES || errno == Errno.EPERM;
        return denied && who.identity().isKnown() && !sticky
                ? Optional.of(byPolicy(what, errno, failure))
                : Optional.empty();
    }

    /** Explains why a directory may not be searched. */
    Finding toSearch(Path directory, DirectoryEntry found) {
        return ofDirectory(AccessRight.SEARCH, directory, Optional.of(found));
    }

    private Finding ofDirectory(AccessRight right, Path directory, Optional<DirectoryEntry> found) {
        return besidesMode(right, "the directory " + directory, found).orElseGet(() -> {
            Finding denied = Cause.DENIED_DIRECTORY.found(who.identity(), right, directory, access(found));
            return new DenialAdvice(who.identity())
                    .ofDirectory(denied, right, directory, found)
                    .with("caller", who.identity());
        });
    }

    private Optional<Finding> besidesMode(AccessRight right, String what, Optional<DirectoryEntry> found) {
        if (found.isEmpty() || !who.identity().isKnown()) {
            return Optional.empty();
        }
        DirectoryEntry file = found.get();
        if (who.hides(file)) {
            return Optional.of(unmapped(right, what, file));
        }
        return who.identity().isAllowed(right, file)
                ? Optional.of(byPolicy(what, Errno.EACCES, new AccessDeniedException(what)))
                : Optional.empty();
    }

    private Finding unmapped(Object right, String what, DirectoryEntry file) {
        return Cause.UNMAPPED_OWNER
                .found(who.identity(), right, what, access(Optional.of(file)), who.displayedId(file))
                .with("caller", who.identity())
                .with("user namespace", "ids without a name show as " + who.displayedId(file));
    }

    /** Returns the finding that another rule than mode and owner denies the access, or an unknown failure. */
    public Finding byPolicy(String what, Errno errno, IOException failure) {
        String words = Errno.describe(failure);
        Finding finding = errno == Errno.EACCES || errno == Errno.EPERM
                ? Cause.DENIED_POLICY.found(what, words)
                : Cause.DENIED_POLICY.saying("the kernel reports \"" + words + "\" of " + what
                        + ", which neither the path nor mode and owner explain");
        return finding.with("caller", who.identity())
                .with("security", who.security())
                .advising(who.security().remedies());
    }

    /** Returns mode and owner in parentheses after a space, or empty if they cannot be read. */
    private static String access(Optional<DirectoryEntry> found) {
        return found.map(file -> " (" + file.access() + ")").orElse("");
    }
}
