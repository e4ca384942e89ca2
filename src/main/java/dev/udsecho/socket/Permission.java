package dev.udsecho.socket;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may connect: the mode and the group that a socket file gets before anybody can find it.
 *
 * @param mode the permission bits
 * @param group the group, or empty for the one that the file is created with
 */
public record Permission(Mode mode, Optional<Group> group) {

    /**
     * Gives the file its group, then its mode: whoever the old mode shut out stays out until the group is right.
     *
     * @throws FileSystemException if this process may not give a file to that group
     */
    void grant(Path file) throws IOException {
        if (group.isPresent()) {
            group.get().apply(file);
        }
        mode.apply(file);
    }

    @Override
    public String toString() {
        return "mode " + mode + group.map(name -> ", group " + name).orElse("");
    }
}
