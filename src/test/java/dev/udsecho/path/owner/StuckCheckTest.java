package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.FakeTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests with checks and a clock that the test controls. */
class StuckCheckTest {
    private static final String STUCK =
            "PROBLEM Socket /run/x is not monitored: its file system does not answer within 3s";
    private static final String BACK = "PROBLEM Socket /run/x is monitored again: its file system answers";

    private final FakeTicker ticker = new FakeTicker();
    private final PathEvents events = new PathEvents();
    private final StuckCheck stuck = new StuckCheck(new Settings(
            new SocketPath(Path.of("/run/x")),
            new SocketPermissions(FileMode.of("0660"), Optional.empty()),
            Duration.ZERO,
            events::add,
            ticker));

    private void advanceAndCheck() {
        ticker.advance(StuckCheck.LIMIT.plusNanos(1));
        stuck.check();
    }

    @Test
    void testCheckThatReturnsInTime_reportsNothing() {
        stuck.run(() -> {
            ticker.advance(StuckCheck.LIMIT);
            stuck.check();
        });
        advanceAndCheck();
        assertEquals(List.of(), events.take());
    }

    @Test
    void testCheckThatTakesTooLong_isOneEvent_andItsReturnAnother() {
        stuck.run(() -> {
            advanceAndCheck();
            assertEquals(List.of(Kind.UNANSWERED), events.kinds());
            advanceAndCheck();
            assertEquals(List.of(STUCK), events.take());
        });
        assertEquals(List.of(Kind.ANSWERED), events.kinds());
        assertEquals(List.of(BACK), events.take());
    }

    @Test
    void testCheckThatFails_hasReturned() {
        assertThrows(
                IllegalStateException.class,
                () -> stuck.run(() -> {
                    advanceAndCheck();
                    throw new IllegalStateException();
                }));
        advanceAndCheck();
        assertEquals(List.of(STUCK, BACK), events.take());
    }
}
