package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.AbsentDirectory;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests how a path is claimed, published and given up. */
class PublicationTest extends OwnedServerTest {
    private static void assertRefused(Cause cause, OwnedServer server) {
        assertEquals(
                cause, assertThrows(SocketPathException.class, server::start).reason());
    }

    @Test
    void testPublish_leavesOnlyTheName() throws Exception {
        OwnedServer server = server();
        assertEquals(Role.STARTING, server.publication.role());
        assertEquals(PathState.WITHDRAWN, server.publication.state());
        server.start();
        assertEquals(Role.OWNER, server.publication.role());
        assertEquals(PathState.OURS, server.publication.state());
        assertEquals(1, server.openServers());
        assertEquals(List.of(), server.events.take());
        assertEquals(ALONE, Listing.of(directory));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testPublish_replacesAStaleSocket_withAnEvent() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        OwnedServer server = started();
        assertEquals(List.of(Kind.REPLACING), server.events.kinds());
        String event = server.events.take().get(0);
        assertTrue(event.startsWith("EVENT Replacing the stale socket at " + socket + " ("), event);
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testPublish_refusesAFile_andLeavesNothingBehind() throws Exception {
        Files.writeString(socket, "precious");
        OwnedServer server = server();
        assertThrows(SocketPathException.class, server::start);
        assertEquals("precious", Files.readString(socket));
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(0, server.openServers());
        assertEquals(Role.STARTING, server.publication.role());
    }

    @Test
    void testPublish_refusesAFileThatAppearsMeanwhile_andClosesItsListener() throws Exception {
        OwnedServer server = server();
        server.onBind(() -> assertDoesNotThrow(() -> Files.createFile(socket)));
        assertThrows(SocketPathException.class, server::start);
        assertFalse(server.newest().isOpen());
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(0, Files.size(socket));
    }

    @Test
    void testPublish_afterTheShutdownBegan_publishesNothing() throws Exception {
        OwnedServer server = server();
        server.publication.claim();
        server.onBind(() -> server.publication.become(Role.DRAINING));
        assertThrows(IOException.class, server.publication::publish);
        assertFalse(server.newest().isOpen());
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testState_whereTheDirectoryIsNone_fails() throws Exception {
        OwnedServer server = started();
        AbsentDirectory.during(directory, () -> {
            assertThrows(IOException.class, server.publication::state);
        });
        assertEquals(PathState.OURS, server.publication.state());
    }

    @Test
    void testClaim_refusesAPathThatAnotherHas_untilItIsWithdrawn() throws Exception {
        OwnedServer owner = started();
        assertRefused(Cause.IN_USE, server());
        owner.publication.withdraw();
        server().start();
        assertTrue(Client.isServed(socket));
    }

    private void leaveStaging() throws IOException {
        Files.setAttribute(Files.createDirectory(directory.resolve("echo.sock~abc")), "unix:mode", 0700);
    }

    @Test
    void testClaim_removesLeftoversOfKilledStarts() throws Exception {
        leaveStaging();
        server().publication.claim();
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testReleaseNextInLine_removesLeftoversOfKilledStarts() throws Exception {
        OwnedServer server = server();
        server.publication.claim();
        leaveStaging();
        server.publication.publish();
        assertEquals(ALONE, Listing.of(directory));
    }

    @Test
    void testClose_withoutAWithdrawal_releasesTheLock() throws Exception {
        OwnedServer owner = server();
        owner.publication.claim();
        owner.publication.close();
        server().start();
    }

    @Test
    void testWithdraw_removesTheName_onceOnly() throws Exception {
        OwnedServer server = started();
        server.publication.withdraw();
        assertEquals(List.of(Kind.WITHDRAWN), server.events.kinds());
        assertEquals(List.of("EVENT Withdrew " + socket), server.events.take());
        assertFalse(Files.exists(socket));
        assertEquals(Role.DRAINING, server.publication.role());
        assertEquals(PathState.WITHDRAWN, server.publication.state());
        server.publication.withdraw();
        assertEquals(List.of(), server.events.take());
    }

    @Test
    void testWithdraw_leavesAForeignFile() throws Exception {
        OwnedServer server = started();
        Files.delete(socket);
        Files.writeString(socket, "precious");
        server.publication.withdraw();
        assertEquals("precious", Files.readString(socket));
        assertEquals(
                List.of("EVENT Nothing to withdraw, the name is not ours any more: " + socket), server.events.take());
    }

    @Test
    void testBecomeDraining_stillServes() throws Exception {
        OwnedServer server = started();
        server.publication.become(Role.DRAINING);
        assertEquals(Role.DRAINING, server.publication.role());
        assertTrue(Client.isServed(socket));
    }
}
