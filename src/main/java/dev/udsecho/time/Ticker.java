package dev.udsecho.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The monotonic clock, and what goes by it: a wait, and a periodic task. Everything that measures time asks one of these, so
 * that a test can own the time. For any thread.
 */
@FunctionalInterface
public interface Ticker {
    /** The clock of this JVM, {@link System#nanoTime}. */
    Ticker SYSTEM = System::nanoTime;

    /** Returns the time in nanoseconds since an arbitrary origin. Only differences have a meaning; the value may overflow. */
    long nanos();

    /** Blocks the calling thread for this time. An interrupt ends the wait at once and stays set. */
    default void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts a periodic task on a daemon thread of its own.
     *
     * @param name the thread's name
     * @param pause the time from the end of one run to the start of the next, and until the first
     * @param action what is done; when it fails it is done again after the next pause
     */
    default Task every(String name, Duration pause, Runnable action) {
        return PeriodicTask.of(name, pause, action);
    }

    /** A periodic task. */
    interface Task extends AutoCloseable {
        /** Stops it. A run that has started may still finish. */
        @Override
        void close();
    }
}
