package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Identity;
import dev.udsecho.os.IoMessages;
import dev.udsecho.os.Mounts;
import dev.udsecho.os.ProcFiles;
import dev.udsecho.os.SecurityModule;
import dev.udsecho.os.UserNamespace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts that decide an access besides the file: the process, and its view of ids and mounts.
 *
 * @param identity the ids and capabilities of this process
 * @param namespace the ids that are mapped here
 * @param mounts the mounts that this process sees
 * @param security the security module that applies
 * @param unseen which of these could not be read
 */
public record ProcessContext(
        Identity identity, UserNamespace namespace, Mounts mounts, SecurityModule security, List<Evidence> unseen) {

    /** Returns the context of this process. */
    public static ProcessContext current() {
        return in(ProcFiles.HERE);
    }

    /** Returns the context described by a kernel's files. */
    static ProcessContext in(ProcFiles files) {
        List<Evidence> unseen = new ArrayList<>();
        Identity identity = read(Identity.FILE, () -> Identity.in(files), Identity.UNKNOWN, unseen);
        Mounts mounts = read(Mounts.FILE, () -> Mounts.in(files), new Mounts(List.of()), unseen);
        return new ProcessContext(
                identity, UserNamespace.in(files), mounts, SecurityModule.in(files, identity), List.copyOf(unseen));
    }

    /** Returns whether this process owns a file. */
    boolean owns(DirectoryEntry file) {
        return identity.uid().equals(file.owner()) && !namespace.hidesUid(file.owner());
    }

    /** Returns whether a file belongs to another user, and its owner or group is not mapped here. */
    boolean hides(DirectoryEntry file) {
        return !owns(file) && (namespace.hidesUid(file.owner()) || namespace.hidesGid(file.group()));
    }

    /**
     * Returns whether the sticky bit of a directory keeps this process from renaming over a file in it, or removing it:
     * only the owner of the file or of the directory may (<a
     * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>). CAP_FOWNER overrides that where the
     * file's owner and group have a name in this user namespace (<a
     * href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>).
     */
    public boolean isBlockedBySticky(DirectoryEntry directory, DirectoryEntry file) {
        return directory.isSticky()
                && identity.isKnown()
                && !owns(file)
                && !owns(directory)
                && (hides(file) || !identity.canActAsOwner());
    }

    /** Returns the id that the unmapped owner or group shows as. */
    String displayedId(DirectoryEntry file) {
        return namespace.hidesUid(file.owner()) ? file.owner() : file.group();
    }

    /** Reads a value from the kernel's files. */
    @FunctionalInterface
    private interface Reader<T> {
        T read() throws IOException;
    }

    private static <T> T read(String name, Reader<T> reader, T otherwise, List<Evidence> unseen) {
        try {
            return reader.read();
        } catch (IOException e) {
            unseen.add(new Evidence(
                    name, e instanceof NoSuchFileException ? "not there" : "not to be read: " + IoMessages.of(e)));
            return otherwise;
        }
    }
}
