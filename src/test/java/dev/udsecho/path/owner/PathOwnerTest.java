package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.FileKind;
import dev.udsecho.os.Identity;
import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.AbsentDirectory;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the library as an application uses it. */
class PathOwnerTest extends ApplicationTest {
    private static final List<String> CHECKS = List.of("path-monitor every PT1S");

    @Test
    void testStart_publishesForOwnerAndGroup_andChecksTheName() throws Exception {
        PathOwner owner = started();
        assertEquals(Role.OWNER, owner.role());
        assertEquals(PathState.OURS, owner.state());
        assertEquals("", owner.obstacle());
        assertEquals(0, owner.losses());
        assertEquals(List.of("EVENT Serving on " + socket), events.take());
        assertEquals(CHECKS, ticker.tasks());
        assertEquals(0140660, Files.getAttribute(socket, "unix:mode"));
        assertEquals(ALONE, Listing.of(directory));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testPermissions_areThoseOfTheSocket() throws Exception {
        int gid = Integer.parseInt(String.valueOf(Identity.current().gid()));
        start(of(socket).permissions(FileMode.of("0600"), FileGroup.of(String.valueOf(gid))));
        assertEquals(0140600, Files.getAttribute(socket, "unix:mode"));
        assertEquals(gid, Files.getAttribute(socket, "unix:gid"));
        Path other = directory.resolve("other.sock");
        start(of(other).permissions(FileMode.of("0606")));
        assertEquals(0140606, Files.getAttribute(other, "unix:mode"));
    }

    @Test
    void testStart_ofTwoPathsInAProcess_ownsBoth() throws Exception {
        Path other = directory.resolve("other.sock");
        PathOwner first = started();
        start(of(other));
        assertTrue(Client.isServed(socket) && Client.isServed(other));
        first.close();
        assertTrue(Client.isServed(other));
        assertEquals(List.of("app.sock.lock", "other.sock", "other.sock.lock"), Listing.of(directory));
    }

    @Test
    void testMonitor_publishesALostNameAgain() throws Exception {
        PathOwner owner = started();
        Files.delete(socket);
        assertEquals(PathState.MISSING, owner.state());
        ticker.tick("path-monitor");
        ticker.tick("path-monitor");
        assertEquals(List.of(Kind.PUBLISHED, Kind.LOST, Kind.HEALED), events.kinds());
        assertEquals(1, owner.losses());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testObstacle_isWhyTheNameCannotBePublishedAgain() throws Exception {
        PathOwner owner = started();
        Path lockFile = new SocketPath(socket).lockFile();
        Files.delete(socket);
        Files.delete(lockFile);
        Files.createDirectory(lockFile);
        ticker.tick("path-monitor");
        ticker.tick("path-monitor");
        assertTrue(owner.obstacle().contains(lockFile + " is a directory"), owner::obstacle);
    }

    @Test
    void testWithdraw_removesTheNameOnce_andConnectionsStayOpen() throws Exception {
        PathOwner owner = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[1]);
            owner.withdraw();
            owner.withdraw();
            assertEquals(List.of(Kind.PUBLISHED, Kind.WITHDRAWN), events.kinds());
            assertEquals(Role.DRAINING, owner.role());
            assertEquals(PathState.WITHDRAWN, owner.state());
            assertEquals(List.of(), ticker.tasks());
            assertEquals(List.of("app.sock.lock"), Listing.of(directory));
            assertEquals(1, Client.roundTrip(client, new byte[1]).length);
            assertFalse(owner.drain(Duration.ZERO));
        }
        awaitNoConnections();
        assertTrue(owner.drain(Duration.ofMinutes(1)));
    }

    @Test
    void testDrain_waitsForTheQuietPeriod() throws Exception {
        PathOwner owner = started();
        awaitNoConnections();
        ticker.onPause(count -> {});
        assertTrue(owner.drain(Duration.ofMinutes(1)));
        assertEquals(Collections.nCopies(10, Duration.ofMillis(10)), ticker.pauses());
    }

    @Test
    void testEntry_isTheFileThatHasTheName() throws Exception {
        PathOwner owner = started();
        assertEquals(FileKind.SOCKET, owner.entry().orElseThrow().kind());
        Files.delete(socket);
        assertEquals(Optional.empty(), owner.entry());
    }

    @Test
    void testClose_withdraws_andAnotherMayStart() throws Exception {
        PathOwner owner = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[1]);
            owner.close();
            owner.close();
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
        started();
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testRemoveName_removesOursOnly() throws Exception {
        PathOwner owner = started();
        assertTrue(owner.removeName());
        assertFalse(Files.exists(socket));
        Files.writeString(socket, "precious");
        assertTrue(owner.removeName());
        assertEquals("precious", Files.readString(socket));
        assertEquals(Role.OWNER, owner.role());
    }

    @Test
    void testRemoveName_whereTheDirectoryIsNone_saysSo() throws Exception {
        PathOwner owner = started();
        AbsentDirectory.during(directory, () -> {
            assertFalse(owner.removeName());
        });
        assertTrue(owner.removeName());
    }

    @Test
    void testClose_ofAnOwnerThatHasNotStarted_doesNothing() throws Exception {
        of(socket).build(JdkEchoServer::new).close();
        assertEquals(List.of(), events.take());
        assertEquals(List.of(), Listing.of(directory));
    }
}
