package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;
import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.Listing;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as an application uses it. */
class PathOwnerTest {
    private static final List<String> ALONE = List.of("app.sock", "app.sock.lock");
    private static final List<String> CHECKS = List.of("path-monitor every PT1S", "path-monitor-check every PT1S");

    @TempDir
    Path directory;

    private final FakeTicker ticker = new FakeTicker();
    private final PathEvents events = new PathEvents();
    private final List<PathOwner> owners = new ArrayList<>();
    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("app.sock");
    }

    @AfterEach
    void close() {
        owners.forEach(PathOwner::close);
    }

    private PathOwner.Builder of(Path path) {
        return PathOwner.of(new SocketPath(path)).onEvent(events::add).ticker(ticker);
    }

    private PathOwner start(PathOwner.Builder builder) throws Exception {
        PathOwner owner = builder.start(JdkEchoServer::new);
        owners.add(owner);
        return owner;
    }

    private PathOwner started() throws Exception {
        return start(of(socket));
    }

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
    void testStart_whereAFileIs_isRefused_andLeavesNothing() throws Exception {
        Files.writeString(socket, "precious");
        assertEquals(
                Cause.NOT_A_SOCKET,
                assertThrows(SocketPathException.class, this::started).reason());
        assertEquals("precious", Files.readString(socket));
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(List.of(), events.take());
        assertEquals(List.of(), ticker.tasks());
    }

    @Test
    void testStart_ofAFactoryThatFails_isRefusedWithTheKernelsWords_andAnotherMayStart() throws Exception {
        PathOwner.Builder builder = of(socket).standby(Duration.ofMinutes(1));
        SocketPathException refused = assertThrows(
                SocketPathException.class,
                () -> builder.start(name -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(Cause.NO_SPACE, refused.reason());
        assertThrows(
                IllegalStateException.class,
                () -> builder.start(name -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
        started();
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_thatFailsAfterThePublication_leavesNoName() throws Exception {
        PathOwner.Builder builder = PathOwner.of(new SocketPath(socket)).onEvent(event -> {
            if (event.kind() == Kind.PUBLISHED) {
                throw new IllegalStateException();
            }
        });
        assertThrows(IllegalStateException.class, () -> builder.start(JdkEchoServer::new));
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
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
    void testStart_whereALiveServerIs_isRefused() throws Exception {
        started();
        assertEquals(
                Cause.IN_USE,
                assertThrows(SocketPathException.class, this::started).reason());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStandby_takesOver_whenTheOwnerCloses() throws Exception {
        PathOwner owner = start(PathOwner.of(new SocketPath(socket)));
        PathOwner standby = start(of(socket).ticker(Ticker.SYSTEM).standby(Duration.ofMinutes(1)));
        assertEquals(Role.STANDBY, standby.role());
        assertEquals(PathState.WITHDRAWN, standby.state());
        owner.close();
        await().until(() -> events.kinds().contains(Kind.PUBLISHED));
        assertEquals(
                List.of("EVENT Standing by for " + socket + ", for at most 1m", "EVENT Serving on " + socket),
                events.take());
        assertEquals(Role.OWNER, standby.role());
        assertEquals(PathState.OURS, standby.state());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStandby_whoseTimeIsOver_reportsItsFailure() throws Exception {
        start(PathOwner.of(new SocketPath(socket)));
        start(of(socket).standby(Duration.ofSeconds(1)));
        await().until(() -> events.kinds().contains(Kind.STANDBY_FAILED));
        assertTrue(events.last().failure().orElseThrow().getMessage().contains(" after 1s of waiting;"));
        assertEquals(List.of(), ticker.tasks());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testClose_ofAStandby_endsIt_andTheOwnerServesOn() throws Exception {
        start(PathOwner.of(new SocketPath(socket)));
        PathOwner standby = start(of(socket).ticker(Ticker.SYSTEM).standby(Duration.ofMinutes(1)));
        standby.close();
        assertEquals(List.of(Kind.STANDBY, Kind.STANDBY_ENDED), events.kinds());
        assertEquals(ALONE, Listing.of(directory));
        assertTrue(Client.isServed(socket));
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
    void testWithdraw_removesTheName_onceOnly_andConnectionsLiveOn() throws Exception {
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
        assertTrue(owner.drain(Duration.ofMinutes(1)));
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
    void testClose_ofAnOwnerThatHasNotStarted_doesNothing() throws Exception {
        of(socket).build(JdkEchoServer::new).close();
        assertEquals(List.of(), events.take());
        assertEquals(List.of(), Listing.of(directory));
    }
}
