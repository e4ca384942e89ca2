package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.LogCapture;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathOwnerTest extends ServiceTest {
    private static final List<String> ALONE = List.of("echo.sock", "echo.sock.lock");

    @Override
    Class<?> logged() {
        return PathOwner.class;
    }

    private static void assertRefused(Cause cause, TestService service) {
        assertEquals(
                cause, assertThrows(SocketPathException.class, service::start).reason());
    }

    @Test
    void testPublish_takesTheName_andLeavesNothingElseThere() throws Exception {
        TestService service = service(Map.of());
        assertEquals(Role.STARTING, service.publication.role());
        assertEquals(Standing.WITHDRAWN, service.publication.standing());
        assertEquals(List.of(), service.publication.eventLoops());
        service.start();
        assertEquals(Role.OWNER, service.publication.role());
        assertEquals(Standing.OURS, service.publication.standing());
        assertEquals(1, service.publication.eventLoops().size());
        assertEquals(ALONE, Listing.of(directory));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testPublish_hasOneListenerOnAsManyEventLoopsAsAsked() throws Exception {
        assertEquals(
                3,
                service(Map.of("echo.event-loops", "3"))
                        .start()
                        .publication
                        .eventLoops()
                        .size());
    }

    @Test
    void testPublish_onOneEventLoopAProcessor_whereNoneAreAskedFor() throws Exception {
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                service(Map.of("echo.event-loops", "0"))
                        .start()
                        .publication
                        .eventLoops()
                        .size());
    }

    @Test
    void testPublish_replacesAStaleSocket_withALine() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        started();
        assertEquals(1, captured.events().size());
        assertEquals("replacing", captured.events().get(0));
        assertTrue(captured.take().get(0).startsWith("INFO Replacing the stale socket at " + socket + " ("));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testPublish_refusesAFile_andLeavesNothingBehind() throws Exception {
        Files.writeString(socket, "precious");
        TestService service = service(Map.of());
        assertThrows(SocketPathException.class, service::start);
        assertEquals("precious", Files.readString(socket));
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(List.of(), service.ticker.tasks());
        assertEquals(Role.STARTING, service.publication.role());
    }

    @Test
    void testPublish_refusesAFileThatAppearsMeanwhile_andClosesItsListener() throws Exception {
        TestService service = service(Map.of());
        service.ticker.onEvery(() -> assertDoesNotThrow(() -> Files.createFile(socket)));
        assertThrows(SocketPathException.class, service::start);
        assertEquals(List.of(), service.ticker.tasks());
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(List.of(), service.publication.eventLoops());
    }

    @Test
    void testIsPublished_whereTheDirectoryIsNone_false() throws Exception {
        TestService service = started();
        Path aside = Files.move(directory, directory.resolveSibling(directory.getFileName() + "-aside"));
        Files.createFile(directory);
        try {
            assertThrows(IOException.class, service.publication::standing);
            assertTrue(service.publication.serving("healed", "").toString().contains("group unknown,"));
        } finally {
            Files.delete(directory);
            Files.move(aside, directory);
        }
        assertEquals(Standing.OURS, service.publication.standing());
    }

    @Test
    void testClaim_refusesAPathThatAnotherHas_untilItIsWithdrawn() throws Exception {
        TestService owner = started();
        assertRefused(Cause.IN_USE, service(Map.of()));
        owner.publication.withdraw();
        service(Map.of()).start();
        assertTrue(Client.isServed(socket));
    }

    private void leaveStaging() throws IOException {
        Files.setAttribute(Files.createDirectory(directory.resolve("echo.sock~abc")), "unix:mode", 0700);
    }

    @Test
    void testClaim_removesWhatKilledStartsLeft() throws Exception {
        leaveStaging();
        started();
        assertEquals(ALONE, Listing.of(directory));
    }

    @Test
    void testSettle_removesWhatKilledStartsLeftMeanwhile() throws Exception {
        TestService service = service(Map.of());
        service.publication.claim();
        leaveStaging();
        service.publication.publish();
        assertEquals(ALONE, Listing.of(directory));
    }

    @Test
    void testClose_withoutAWithdrawal_letsTheLockGo() throws Exception {
        TestService owner = service(Map.of());
        owner.publication.claim();
        owner.publication.close();
        service(Map.of()).start();
    }

    @Test
    void testHeal_whereTheNameIsOurs_orForeign_doesNothing() throws Exception {
        TestService service = started();
        Object inode = Files.getAttribute(socket, "unix:ino");
        service.publication.heal();
        assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
        Files.delete(socket);
        Files.writeString(socket, "precious");
        service.publication.heal();
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void testHeal_claimsThePathAgain_whereTheLockFileIsGoneToo() throws Exception {
        TestService service = started();
        Files.delete(socket);
        Files.delete(service.path.lockFile());
        service.publication.heal();
        assertEquals(ALONE, Listing.of(directory));
        assertRefused(Cause.IN_USE, service(Map.of()));
    }

    @Test
    void testHeal_givesTheNameToItsListener_whereThatIsBackAndStillOpen() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[1]);
            Object first = Files.getAttribute(socket, "unix:ino");
            Path aside = Files.move(socket, directory.resolve("aside"));
            service.publication.heal();
            Files.move(aside, socket, StandardCopyOption.REPLACE_EXISTING);
            service.publication.closeIdle();
            assertEquals(Standing.FOREIGN, service.publication.standing());
            service.publication.heal();
            assertEquals(Standing.OURS, service.publication.standing());
            assertEquals(first, Files.getAttribute(socket, "unix:ino"));
            assertEquals(2, service.ticker.tasks().size());
            service.publication.closeIdle();
            assertEquals(1, service.ticker.tasks().size());
        }
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testWithdraw_removesTheName_onceOnly() throws Exception {
        try (LogCapture leaving = new LogCapture(PathClaim.class)) {
            TestService service = started();
            service.publication.withdraw();
            assertEquals(List.of("withdrawn"), leaving.events());
            assertEquals(List.of("INFO Withdrew " + socket), leaving.take());
            assertFalse(Files.exists(socket));
            assertEquals(Role.DRAINING, service.publication.role());
            assertEquals(Standing.WITHDRAWN, service.publication.standing());
            service.publication.withdraw();
            assertEquals(List.of(), leaving.take());
        }
    }

    @Test
    void testWithdraw_leavesAForeignFile() throws Exception {
        try (LogCapture leaving = new LogCapture(PathClaim.class)) {
            TestService service = started();
            Files.delete(socket);
            Files.writeString(socket, "precious");
            service.publication.withdraw();
            assertEquals("precious", Files.readString(socket));
            assertEquals(List.of("INFO Nothing to withdraw, the name is not ours any more: " + socket), leaving.take());
        }
    }

    @Test
    void testBeginToLeave_isDraining_andStillServes() throws Exception {
        TestService service = started();
        service.publication.beginToLeave();
        assertEquals(Role.DRAINING, service.publication.role());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testServing_tellsWhatIsServed_andWhatBoundsIt() throws Exception {
        TestService service = service(Map.of("echo.idle-timeout", "90s", "echo.max-connections", "7"))
                .start();
        String inode = String.valueOf(Files.getAttribute(socket, "unix:ino"));
        String line = service.publication.serving("published", "Serving").toString();
        assertTrue(line.startsWith("Serving (inode " + inode + ", mode 0660, group "), line);
        assertTrue(
                line.endsWith(", transport epoll, eventLoops 1, backlog 1024, maxConnections 7, idleTimeout 90s,"
                        + " stallTimeout 30s, drainTimeout 5s)"),
                line);
    }

    @Test
    void testServing_tellsTheGroup_orThatThereIsNoFile() throws Exception {
        String gid = String.valueOf(Identity.current().gid());
        TestService service = service(Map.of("echo.socket.group", gid)).start();
        assertTrue(service.publication.serving("published", "").toString().contains("group " + gid + ","));
        TestService other = new TestService(vertx, directory.resolve("other.sock")).start();
        Files.delete(other.path.file());
        assertTrue(other.publication.serving("published", "").toString().contains("group none,"));
        other.close();
    }
}
