package dev.udsecho.os;

import dev.udsecho.os.DirectoryEntry.Inode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that only this user may enter (mode 0700), held open. Its files are reached through its descriptor. Where
 * other users may rename directories, its name may come to lead elsewhere, to a directory with their links.
 *
 * @param name the name under which the directory was created or found
 * @param inode the directory's identity
 * @param channel the open directory
 * @param descriptor a path to the open directory
 */
public record PrivateDirectory(Path name, Inode inode, FileChannel channel, Path descriptor) implements Closeable {
    private static final int PRIVATE = 0700;
    private static final int PERMISSIONS = 0777;

    /** This user's uid. It is read once, since reading needs a descriptor, and none may be free later. */
    private static final String OUR_UID = Identity.current().uid();

    /**
     * Creates a private directory, which uses a descriptor until it is closed.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something has that name
     * @throws IOException if the directory cannot be created, or another process swaps it meanwhile
     */
    public static PrivateDirectory create(Path name) throws IOException {
        Files.createDirectory(name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return open(name)
                    .orElseThrow(() ->
                            new FileSystemException(name.toString(), null, "another process swapped the directory"));
        } catch (IOException e) {
            if (findInode(name).isPresent()) {
                Files.delete(name);
            }
            throw e;
        }
    }

    /**
     * Opens a private directory, or returns empty if the name does not lead to a directory of this user with mode 0700.
     * A symbolic link is not followed.
     */
    public static Optional<PrivateDirectory> open(Path name) throws IOException {
        Optional<Inode> found = findInode(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            Optional<Path> descriptor = DescriptorPath.of(found.get());
            if (descriptor.isPresent() || found.get().isAt(name)) {
                return Optional.of(new PrivateDirectory(name, found.get(), channel, descriptor.orElse(name)));
            }
            channel.close();
            return Optional.empty();
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<Inode> findInode(Path name) throws IOException {
        return DirectoryEntry.at(name).filter(PrivateDirectory::isOurs).map(DirectoryEntry::inode);
    }

    private static boolean isOurs(DirectoryEntry entry) {
        return entry.kind() == FileKind.DIRECTORY
                && (entry.mode() & PERMISSIONS) == PRIVATE
                && entry.owner().equals(OUR_UID);
    }

    /** Returns a short path of a file in the directory. It is valid until this object is closed. */
    public Path file(String file) {
        return descriptor.resolve(file);
    }

    /** Removes the directory if it is empty and still has its name. */
    public void remove() throws IOException {
        if (inode.isAt(name)) {
            Files.delete(name);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
