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
 * What decides on an access besides the file: who asks, and through what.
 *
 * @param identity who this process is
 * @param namespace which ids have a name here
 * @param mounts what is mounted where
 * @param security what else has a say
 * @param unseen what could not be read of all that
 */
public record ProcessContext(
        Identity identity, UserNamespace namespace, Mounts mounts, SecurityModule security, List<Evidence> unseen) {

    /** Those of this process. */
    public static ProcessContext current() {
        return in(ProcFiles.HERE);
    }

    /** Those that texts of a kernel tell of. */
    static ProcessContext in(ProcFiles files) {
        List<Evidence> unseen = new ArrayList<>();
        Identity identity = read(Identity.FILE, () -> Identity.in(files), Identity.unknown(), unseen);
        Mounts mounts = read(Mounts.FILE, () -> Mounts.in(files), new Mounts(List.of()), unseen);
        return new ProcessContext(
                identity, UserNamespace.in(files), mounts, SecurityModule.in(files, identity), List.copyOf(unseen));
    }

    /** Whether a file is this process' own. */
    boolean owns(DirectoryEntry file) {
        return identity.uid().equals(file.owner()) && !namespace.hidesOwner(file);
    }

    /** Whether a file is another's, whose owner or group has no name here. */
    boolean hides(DirectoryEntry file) {
        return !owns(file) && (namespace.hidesOwner(file) || namespace.hidesGroup(file));
    }

    /**
     * Returns whether the sticky bit of a directory keeps this process from renaming over a file in it, or removing it: only
     * the owner of the file or of the directory may (<a
     * href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>). CAP_FOWNER overrides that where the file's
     * owner and group have a name in this user namespace (<a
     * href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>).
     */
    public boolean isStoppedBySticky(DirectoryEntry directory, DirectoryEntry file) {
        return directory.isSticky()
                && identity.isKnown()
                && !owns(file)
                && !owns(directory)
                && (hides(file) || !identity.mayIgnoreOwners());
    }

    /** What the one without a name shows as. */
    String shown(DirectoryEntry file) {
        return namespace.hidesOwner(file) ? file.owner() : file.group();
    }

    /** Reads what the kernel tells. */
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
