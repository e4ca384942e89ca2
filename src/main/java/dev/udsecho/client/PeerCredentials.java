package dev.udsecho.client;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * The credentials of the process that created the listener of a connection, read with SO_PEERCRED (<a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), in the ids of this user namespace.
 *
 * @param user the uid, followed by the user's name if this system knows one
 * @param group the gid, followed by the group's name if this system knows one
 */
public record PeerCredentials(String user, String group) {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");
    private static final int NAME = 0;
    private static final int ID = 2;

    /** Returns the credentials of the peer of a connected channel. */
    static PeerCredentials of(SocketChannel connected) throws IOException {
        UnixDomainPrincipal peer = connected.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return new PeerCredentials(withId(peer.user(), USERS), withId(peer.group(), GROUPS));
    }

    /**
     * Returns the id with the name. The JDK returns the name if there is one, and the number only otherwise; passwd(5)
     * and group(5) have both.
     */
    private static String withId(Principal principal, Path database) {
        String name = principal.getName();
        try {
            return Files.readAllLines(database, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> List.of(line.split(":")))
                    .filter(entry -> entry.size() > ID && entry.get(NAME).equals(name))
                    .map(entry -> entry.get(ID) + " (" + name + ")")
                    .findFirst()
                    .orElse(name);
        } catch (IOException e) {
            return name;
        }
    }

    @Override
    public String toString() {
        return "uid " + user + ", gid " + group;
    }
}
