package dev.udsecho.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SharedProbeTest {
    private final FakeTicker ticker = new FakeTicker();
    private final Deque<Runnable> started = new ArrayDeque<>();
    private int runs;
    private final SharedProbe probe = new SharedProbe(this::run, started::add, ticker);

    private ProbeAnswer run() {
        runs++;
        return new ProbeAnswer(true, "" + runs);
    }

    @Test
    void testAnswer_requestsWhileOneRuns_shareIt() {
        CompletableFuture<ProbeAnswer> first = probe.answer();
        ticker.advance(Duration.ofMinutes(1));
        CompletableFuture<ProbeAnswer> second = probe.answer();
        assertEquals(1, started.size());
        assertFalse(first.isDone());
        started.remove().run();
        assertEquals("1", first.join().json());
        assertEquals("1", second.join().json());
    }

    @Test
    void testAnswer_withinASecondOfTheStart_isTheLastOne() {
        probe.answer();
        started.remove().run();
        ticker.advance(Duration.ofMillis(999));
        assertEquals("1", probe.answer().join().json());
        assertTrue(started.isEmpty());
        ticker.advance(Duration.ofMillis(1));
        CompletableFuture<ProbeAnswer> next = probe.answer();
        started.remove().run();
        assertEquals("2", next.join().json());
    }

    @Test
    void testAnswer_probeThatThrows_failsAndIsRepeated() {
        SharedProbe failing = new SharedProbe(
                () -> {
                    throw new IllegalStateException("no");
                },
                Runnable::run,
                ticker);
        Assertions.assertThrows(CompletionException.class, failing.answer()::join);
        ticker.advance(SharedProbe.PERIOD);
        Assertions.assertThrows(CompletionException.class, failing.answer()::join);
    }
}
