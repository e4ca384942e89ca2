package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which names are published again, and by which listener. */
class HealTest extends OwnedServerTest {
    private static final int MOST_TRIES = 9;
    private static final int MOST_FILES = 2000;

    private Object inode() throws IOException {
        return Files.getAttribute(socket, "unix:ino");
    }

    @Test
    void testHeal_ourOrForeignName_doesNothing() throws Exception {
        OwnedServer server = started();
        Object inode = inode();
        server.publication.heal();
        assertEquals(inode, inode());
        Files.delete(socket);
        Files.writeString(socket, "precious");
        server.publication.heal();
        assertEquals("precious", Files.readString(socket));
        assertEquals(1, server.openServers());
    }

    @Test
    void testHeal_missingLockFile_claimsThePathAgain() throws Exception {
        OwnedServer server = started();
        Files.delete(socket);
        Files.delete(server.path.lockFile());
        server.publication.heal();
        assertEquals(ALONE, Listing.of(directory));
        SocketPathException refused = assertThrows(SocketPathException.class, server()::start);
        assertEquals(Cause.IN_USE, refused.reason());
    }

    @Test
    void testHeal_nameOfAnOpenListenerIsBack_keepsThatListener() throws Exception {
        OwnedServer server = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[1]);
            Object first = inode();
            Path aside = Files.move(socket, directory.resolve("aside"));
            server.publication.heal();
            server.awaitProof();
            Files.move(aside, socket, StandardCopyOption.REPLACE_EXISTING);
            server.publication.closeIdle();
            assertEquals(PathState.FOREIGN, server.publication.state());
            server.publication.heal();
            assertEquals(PathState.OURS, server.publication.state());
            assertEquals(first, inode());
            assertEquals(2, server.openServers());
            server.publication.closeIdle();
            assertEquals(1, server.openServers());
        }
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testHeal_afterAFormerListenersNameCameBack_closedMeanwhile_replacesIt() throws Exception {
        OwnedServer server = started();
        Path aside = Files.move(socket, directory.resolve("aside"));
        server.publication.heal();
        server.publication.closeIdle();
        assertEquals(1, server.openServers());
        Files.move(aside, socket, StandardCopyOption.REPLACE_EXISTING);
        server.publication.heal();
        assertEquals(PathState.OURS, server.publication.state());
        assertTrue(Client.isServed(socket));
    }

    /** Tests a reused inode number. Some file systems, such as ext4, reuse the lowest free number; others count up. */
    @Test
    void testHeal_afterAForeignSocketGotAClosedListenersInodeNumber_leavesIt() throws Exception {
        Needs.reusedInodeNumbers(directory);
        OwnedServer server = started();
        Object number = inode();
        Optional<Path> foreign = Optional.empty();
        for (int tries = 0; tries < MOST_TRIES && foreign.isEmpty(); tries++) {
            number = inode();
            Files.delete(socket);
            server.publication.heal();
            server.publication.closeIdle();
            foreign = deadSocketWithInode(number);
        }
        Files.delete(socket);
        Files.move(foreign.orElseThrow(), socket);
        server.publication.heal();
        assertEquals(number, inode());
        assertFalse(Client.isServed(socket));
    }

    /** Returns empty if another process got the inode number. */
    private Optional<Path> deadSocketWithInode(Object number) throws IOException {
        for (int file = 0; file < MOST_FILES; file++) {
            Path name = Files.createTempFile(directory, "foreign", "");
            Files.delete(name);
            try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                foreign.bind(UnixDomainSocketAddress.of(name));
            }
            if (number.equals(Files.getAttribute(name, "unix:ino"))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
