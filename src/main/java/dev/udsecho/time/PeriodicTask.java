package dev.udsecho.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Something that is done again and again, on a daemon thread of its own, one at a time. Not by a timer of Vert.x: that is one
 * of an event loop, and while a loop has any, each time it waits for a client it makes the kernel set a timer too, which
 * costs a tenth of a round trip.
 */
final class PeriodicTask implements Ticker.Task {
    private static final System.Logger LOG = System.getLogger(PeriodicTask.class.getName());

    private final String name;
    private final ScheduledExecutorService thread;

    /** Why the last run failed, or nothing; for the thread alone. */
    private String failure = "";

    private PeriodicTask(String name) {
        this.name = name;
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
     * @param action may fail: it is called again, and each failure is logged when it differs from the one before
     */
    static PeriodicTask of(String name, Duration pause, Runnable action) {
        PeriodicTask repetition = new PeriodicTask(name);
        repetition.thread.scheduleWithFixedDelay(
                () -> repetition.run(action), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return repetition;
    }

    /** Also an Error is no end: without descriptors a class may not be found, and be found a minute later. */
    private void run(Runnable action) {
        try {
            action.run();
            failure = "";
        } catch (Throwable e) {
            if (!failure.equals(e.toString())) {
                failure = e.toString();
                LOG.log(System.Logger.Level.WARNING, "{0} failed, will be run again: {1}", name, failure);
            }
        }
    }

    /** Ends it; the action may still finish. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
