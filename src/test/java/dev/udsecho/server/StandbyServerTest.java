package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.LogCapture;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A standby, whose waits are its test's: the owner leaves at a certain one of them, or the time is over. */
class StandbyServerTest extends ServiceTest {
    private static final Map<String, String> WAIT = Map.of("echo.socket.wait", "1s");

    /** Five milliseconds each. */
    private static final int WAITS_OF_A_SECOND = 200;

    private final BlockingQueue<Optional<Exception>> ends = new LinkedBlockingQueue<>();

    @Override
    Class<?> logged() {
        return StandbyServer.class;
    }

    private void begin(TestService standby) {
        standby.successor.begin(() -> ends.add(Optional.empty()), failure -> ends.add(Optional.of(failure)));
    }

    private Optional<Exception> end() throws InterruptedException {
        Optional<Exception> end = ends.poll(1, TimeUnit.MINUTES);
        assertTrue(end != null, "no end within a minute");
        return end;
    }

    private SocketLock queued(TestService service) throws SocketPathException {
        return SocketLock.queue(
                        service.path,
                        new SocketPermissions(
                                service.config.socket().mode(),
                                service.config.socket().group()))
                .orElseThrow();
    }

    private static SocketPathException refusal(TestService service) {
        return assertThrows(SocketPathException.class, service.publication::claim);
    }

    @Test
    void testMayFollow_anOwner_ifItIsToWait() throws Exception {
        TestService owner = started();
        TestService standby = service(WAIT);
        SocketPathException inUse = refusal(standby);
        assertEquals(Cause.IN_USE, inUse.reason());
        assertTrue(standby.successor.mayFollow(inUse));
        assertFalse(service(Map.of()).successor.mayFollow(inUse));
        Files.delete(owner.path.file());
        SocketPathException locked = refusal(standby);
        assertEquals(Cause.LOCKED, locked.reason());
        assertTrue(standby.successor.mayFollow(locked));
    }

    @Test
    void testMayFollow_nothingElse() throws Exception {
        Files.createDirectory(socket);
        TestService standby = service(WAIT);
        assertFalse(standby.successor.mayFollow(assertThrows(SocketPathException.class, standby::start)));
    }

    @Test
    void testBegin_takesOver_whenTheOwnerHasWithdrawn() throws Exception {
        TestService owner = started();
        TestService standby = service(WAIT);
        standby.ticker.onPause(count -> {
            if (count == 5) {
                assertEquals(Role.STANDBY, standby.publication.role());
                owner.publication.close();
            }
        });
        begin(standby);
        assertEquals(Optional.empty(), end());
        assertEquals(Role.OWNER, standby.publication.role());
        assertEquals(Standing.OURS, standby.publication.standing());
        assertEquals(List.of("standby", "published"), captured.events());
        List<String> lines = captured.take();
        assertEquals("INFO Standing by for " + socket + ", for at most 1s", lines.get(0));
        assertTrue(lines.get(1).startsWith("INFO Serving on " + socket + " (inode "), lines::toString);
        assertTrue(Client.isServed(socket));
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testBegin_takesOverFromALiveOwner_thatHandsOver() throws Exception {
        TestService owner = started();
        Object before = Files.getAttribute(socket, "unix:ino");
        TestService standby = service(WAIT);
        try (LogCapture leaving = new LogCapture(PathClaim.class)) {
            Thread leaver = new Thread(owner.publication::withdraw);
            owner.ticker.onPause(count -> Ticker.SYSTEM.pause(Duration.ofMillis(2)));
            standby.ticker.onPause(count -> {
                if (count == 2) {
                    leaver.start();
                }
                Ticker.SYSTEM.pause(Duration.ofMillis(5));
            });
            begin(standby);
            assertEquals(Optional.empty(), end());
            leaver.join();
            assertEquals(List.of("INFO Handed " + socket + " over to the next in line"), leaving.take());
        }
        assertFalse(before.equals(Files.getAttribute(socket, "unix:ino")));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testBegin_failsWithTheHolder_whenTheTimeIsOver() throws Exception {
        TestService owner = started();
        TestService standby = service(WAIT);
        begin(standby);
        SocketPathException refused = assertInstanceOf(SocketPathException.class, end().orElseThrow());
        assertEquals(Cause.IN_USE, refused.reason());
        assertTrue(refused.getMessage().contains(" after 1s of waiting (echo.socket.wait)"), refused::getMessage);
        assertEquals(WAITS_OF_A_SECOND, standby.ticker.pauses().size());
        assertEquals(Standing.OURS, owner.publication.standing());
        assertTrue(Client.isServed(socket));
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
        assertEquals(List.of(), standby.ticker.tasks());
        queued(owner).close();
    }

    @Test
    void testBegin_waitsForThePlaceOfTheNextInLine_first() throws Exception {
        TestService owner = started();
        TestService standby = service(WAIT);
        SocketLock other = queued(owner);
        standby.ticker.onPause(count -> {
            try {
                if (count == 3) {
                    assertEquals(List.of(), standby.ticker.tasks());
                    other.close();
                    owner.publication.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        begin(standby);
        assertEquals(Optional.empty(), end());
        assertEquals(3, standby.ticker.pauses().size());
    }

    @Test
    void testBegin_standsInLineAgain_whenTheLockFileWasReplaced() throws Exception {
        TestService owner = started();
        TestService standby = service(WAIT);
        standby.ticker.onPause(count -> {
            try {
                if (count == 2) {
                    Files.delete(owner.path.lockFile());
                    owner.publication.withdraw();
                    owner.publication.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        begin(standby);
        assertEquals(Optional.empty(), end());
        assertTrue(Files.exists(standby.path.lockFile()));
        assertTrue(Client.isServed(socket));
        assertEquals(Cause.IN_USE, refusal(service(Map.of())).reason());
    }

    /** The socket of one that died takes connections for a while, though its lock is free. */
    @Test
    void testBegin_bearsADyingOwnersSocket_forTwoSecondsMore() throws Exception {
        TestService dying = started();
        Files.delete(dying.path.lockFile());
        TestService standby = service(WAIT);
        begin(standby);
        SocketPathException refused = assertInstanceOf(SocketPathException.class, end().orElseThrow());
        assertTrue(refused.getMessage().contains(" after 1s of waiting"), refused::getMessage);
        assertEquals(2 * WAITS_OF_A_SECOND, standby.ticker.pauses().size());
        assertEquals(Standing.OURS, dying.publication.standing());
    }

    @Test
    void testBegin_failsAtOnce_whereAFileHasTheName() throws Exception {
        Files.writeString(socket, "precious");
        TestService standby = service(WAIT);
        begin(standby);
        assertInstanceOf(SocketPathException.class, end().orElseThrow());
        assertEquals(List.of(), standby.ticker.pauses());
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void testStop_givesUp_withNoEndButALine() throws Exception {
        TestService owner = started();
        TestService standby = service(Map.of("echo.socket.wait", "1000000m"));
        standby.ticker.onPause(count -> Ticker.SYSTEM.pause(Duration.ofMillis(1)));
        begin(standby);
        standby.successor.stop();
        assertEquals("INFO No longer standing by for " + socket, captured.take().get(1));
        assertEquals(0, ends.size());
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
        queued(owner).close();
    }

    @Test
    void testStop_withoutABeginning_doesNothing() {
        service(WAIT).successor.stop();
        assertEquals(List.of(), captured.take());
    }
}
