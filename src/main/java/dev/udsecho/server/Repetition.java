package dev.udsecho.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Something that is done again and again, on a daemon thread of its own, one at a time. Not by a timer of Vert.x: that is one
 * of an event loop, and while a loop has any, each time it waits for a client it makes the kernel set a timer too, which
 * costs a tenth of a round trip.
 */
final class Repetition implements Ticker.Task {
    private final ScheduledExecutorService thread;

    private Repetition(String name) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Begins one.
     *
     * @param pause the time from one end to the next beginning, and until the first: nothing is made up for after a time in
     *     which the process was stopped
     * @param action throws nothing: it would be the last time
     */
    static Repetition of(String name, Duration pause, Runnable action) {
        Repetition repetition = new Repetition(name);
        repetition.thread.scheduleWithFixedDelay(action, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return repetition;
    }

    /** Ends it; the action may still finish. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
