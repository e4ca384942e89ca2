package dev.udsecho.time;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final BlockingQueue<Thread> runs = new LinkedBlockingQueue<>();

    private Thread nextRun() throws InterruptedException {
        Thread thread = runs.poll(1, TimeUnit.MINUTES);
        assertNotEquals(null, thread, "no run within a minute");
        return thread;
    }

    @Test
    void testEvery_runsPeriodically_onOneNamedDaemonThread_untilClosed() throws Exception {
        Ticker.Task task = Ticker.SYSTEM.every("again", PAUSE, () -> runs.add(Thread.currentThread()));
        Thread thread = nextRun();
        assertEquals("again", thread.getName());
        assertTrue(thread.isDaemon());
        assertEquals(thread, nextRun());
        assertEquals(thread, nextRun());
        task.close();
        await().atMost(Duration.ofMinutes(1)).until(() -> !thread.isAlive());
    }

    @Test
    void testEvery_waitsBeforeTheFirstRun() {
        Ticker.Task task = Ticker.SYSTEM.every("later", Duration.ofDays(1), () -> runs.add(Thread.currentThread()));
        task.close();
        assertEquals(0, runs.size());
    }
}
