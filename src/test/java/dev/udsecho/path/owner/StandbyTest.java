package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPathException.Setting;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.time.Ticker;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tests a standby whose pauses the test controls: the owner leaves in a given pause, or the time is over. */
class StandbyTest extends OwnedServerTest {
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** The number of pauses in one second, of five milliseconds each. */
    private static final int PAUSES_PER_SECOND = 200;

    private final CountDownLatch succeeded = new CountDownLatch(1);

    private void begin(OwnedServer standby) throws SocketPathException {
        standby.standby.start(succeeded::countDown);
    }

    /** Waits until the standby has taken over or given up. */
    private void awaitEnd(OwnedServer standby) {
        await().until(() -> succeeded.getCount() == 0
                || standby.events.kinds().contains(Kind.STANDBY_FAILED)
                || standby.events.kinds().contains(Kind.STANDBY_ENDED));
    }

    private void awaitSuccess(OwnedServer standby) {
        awaitEnd(standby);
        assertEquals(0, succeeded.getCount(), () -> standby.events.take().toString());
    }

    private SocketPathException failure(OwnedServer standby) {
        awaitEnd(standby);
        PathEvent event = standby.events.last();
        assertEquals(Kind.STANDBY_FAILED, event.kind());
        SocketPathException failure =
                assertInstanceOf(SocketPathException.class, event.failure().orElseThrow());
        assertEquals("No longer standing by for " + socket + ": " + failure.getMessage(), event.sentence());
        return failure;
    }

    private static SocketPathException refusal(OwnedServer service) {
        return assertThrows(SocketPathException.class, service.publication::claim);
    }

    @Test
    void testCanWaitFor_anOwner_withAStandbyTime() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(WAIT);
        SocketPathException inUse = refusal(standby);
        assertEquals(Cause.IN_USE, inUse.reason());
        assertTrue(standby.standby.canWaitFor(inUse));
        assertFalse(server().standby.canWaitFor(inUse));
        Files.delete(owner.path.file());
        SocketPathException locked = refusal(standby);
        assertEquals(Cause.LOCKED, locked.reason());
        assertTrue(standby.standby.canWaitFor(locked));
    }

    @Test
    void testCanWaitFor_nothingElse() throws Exception {
        Files.createDirectory(socket);
        OwnedServer standby = server(WAIT);
        assertFalse(standby.standby.canWaitFor(assertThrows(SocketPathException.class, standby::start)));
    }

    @Test
    void testBegin_isInLineBeforeItReturns() throws Exception {
        OwnedServer owner = started();
        begin(server(WAIT));
        assertEquals(Optional.empty(), SocketLock.tryJoinQueue(owner.path, owner.settings.permissions()));
    }

    @Test
    void testBegin_takesOver_whenTheOwnerHasWithdrawn() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(WAIT);
        standby.ticker.onPause(count -> {
            if (count == 5) {
                assertEquals("standby", standby.publication.role().toString());
                owner.publication.close();
            }
        });
        begin(standby);
        awaitSuccess(standby);
        assertEquals(Role.OWNER, standby.publication.role());
        assertEquals(PathState.OURS, standby.publication.state());
        assertEquals(List.of(Kind.STANDBY), standby.events.kinds());
        assertEquals(List.of("EVENT Standing by for " + socket + ", for at most 1s"), standby.events.take());
        assertTrue(Client.isServed(socket));
        assertEquals(ALONE, Listing.of(directory));
    }

    @Test
    void testStart_liveOwnerHandsOver_takesOver() throws Exception {
        OwnedServer owner = started();
        Object before = Files.getAttribute(socket, "unix:ino");
        OwnedServer standby = server(WAIT);
        Thread leaver = new Thread(owner.publication::withdraw);
        owner.ticker.onPause(count -> Ticker.SYSTEM.pause(Duration.ofMillis(2)));
        standby.ticker.onPause(count -> {
            if (count == 2) {
                leaver.start();
            }
            Ticker.SYSTEM.pause(Duration.ofMillis(5));
        });
        begin(standby);
        awaitSuccess(standby);
        leaver.join();
        assertEquals(List.of("EVENT Handed " + socket + " over to the next in line"), owner.events.take());
        assertFalse(before.equals(Files.getAttribute(socket, "unix:ino")));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_standbyTimeOver_failsAndNamesTheHolder() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(WAIT);
        begin(standby);
        SocketPathException refused = failure(standby);
        assertEquals(Cause.IN_USE, refused.reason());
        assertTrue(refused.getMessage().contains(" after 1s of waiting;"), refused::getMessage);
        assertEquals(List.of(Setting.PATH, Setting.STANDBY), refused.settings());
        assertEquals(PAUSES_PER_SECOND, standby.ticker.pauses().size());
        assertEquals(PathState.OURS, owner.publication.state());
        assertTrue(Client.isServed(socket));
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(0, standby.openServers());
        owner.queue().close();
    }

    @Test
    void testStart_waitsForTheNextInLineRange_first() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(WAIT);
        SocketLock other = owner.queue();
        atPause(standby, 3, () -> {
            assertEquals(0, standby.openServers());
            other.close();
            owner.publication.close();
        });
        begin(standby);
        awaitSuccess(standby);
        assertEquals(3, standby.ticker.pauses().size());
    }

    @Test
    void testStart_replacedLockFile_queuesAgain() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(WAIT);
        atPause(standby, 2, () -> {
            Files.delete(owner.path.lockFile());
            owner.publication.withdraw();
            owner.publication.close();
        });
        begin(standby);
        awaitSuccess(standby);
        assertTrue(Files.exists(standby.path.lockFile()));
        assertTrue(Client.isServed(socket));
        assertEquals(Cause.IN_USE, refusal(server()).reason());
    }

    /** Covers a dead owner, whose socket accepts connections for a while though its lock is released. */
    @Test
    void testStart_toleratesADeadOwnersSocket_forTwoSeconds() throws Exception {
        OwnedServer dying = started();
        Files.delete(dying.path.lockFile());
        OwnedServer standby = server(WAIT);
        begin(standby);
        SocketPathException refused = failure(standby);
        assertTrue(refused.getMessage().contains(" after 1s of waiting"), refused::getMessage);
        assertEquals(2 * PAUSES_PER_SECOND, standby.ticker.pauses().size());
        assertEquals(PathState.OURS, dying.publication.state());
    }

    @Test
    void testStart_fileAtTheName_failsAtOnce() throws Exception {
        Files.writeString(socket, "precious");
        OwnedServer standby = server(WAIT);
        begin(standby);
        failure(standby);
        assertEquals(List.of(), standby.ticker.pauses());
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void testStop_endsTheWait_withOneEvent() throws Exception {
        OwnedServer owner = started();
        OwnedServer standby = server(Duration.ofMinutes(1_000_000));
        standby.ticker.onPause(count -> Ticker.SYSTEM.pause(Duration.ofMillis(1)));
        begin(standby);
        standby.standby.stop();
        assertEquals(List.of(Kind.STANDBY, Kind.STANDBY_ENDED), standby.events.kinds());
        assertEquals(
                "EVENT No longer standing by for " + socket,
                standby.events.take().get(1));
        assertEquals(1, succeeded.getCount());
        assertEquals(ALONE, Listing.of(directory));
        owner.queue().close();
    }

    @Test
    void testStop_beforeStart_doesNothing() {
        OwnedServer standby = server(WAIT);
        standby.standby.stop();
        assertEquals(List.of(), standby.events.take());
    }
}
