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
 * Who made the listener behind a connection, by SO_PEERCRED
 * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), in the ids of this user namespace.
 *
 * @param user its uid, and its name if it has one here
 * @param group its gid likewise
 */
public record PeerCredentials(String user, String group) {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");
    private static final int NAME = 0;
    private static final int ID = 2;

    static PeerCredentials of(SocketChannel connected) throws IOException {
        UnixDomainPrincipal peer = connected.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return new PeerCredentials(numbered(peer.user(), USERS), numbered(peer.group(), GROUPS));
    }

    /** The JDK tells the name where there is one, and only else the number; passwd(5) and group(5) have both. */
    private static String numbered(Principal principal, Path database) {
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
