package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

/** Tests which names are published again, and by which listener. */
class HealTest extends OwnedServerTest {
    private Object inode() throws IOException {
        return Files.getAttribute(socket, "unix:ino");
    }

    /** Has the server publish another listener, and returns the socket file of the former one, which is closed. */
    private Path replaced(OwnedServer server) throws Exception {
        Path former = Files.move(socket, directory.resolve("former"));
        server.publication.heal();
        server.publication.closeIdle();
        assertEquals(1, server.openServers());
        return former;
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
        Path former = replaced(server);
        Files.move(former, socket, StandardCopyOption.REPLACE_EXISTING);
        server.publication.heal();
        assertEquals(PathState.OURS, server.publication.state());
        assertTrue(Client.isServed(socket));
    }

    /**
     * Tests a reused inode number. Which file gets a number again is up to the kernel and to everything else that makes
     * files, so the former socket gets another creation time instead.
     */
    @Test
    void testHeal_afterAForeignSocketGotAClosedListenersInodeNumber_leavesIt() throws Exception {
        OwnedServer server = started();
        Object number = inode();
        Path foreign = replaced(server);
        Command.succeed("touch", "--no-dereference", "--date=@1", foreign.toString());
        Files.move(foreign, socket, StandardCopyOption.REPLACE_EXISTING);
        server.publication.heal();
        assertEquals(PathState.FOREIGN, server.publication.state());
        assertEquals(number, inode());
        assertFalse(Client.isServed(socket));
    }
}
