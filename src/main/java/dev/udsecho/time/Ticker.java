package dev.udsecho.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A monotonic clock, with waits and periodic tasks that follow it. All code that measures time uses a ticker, so that a
 * test can control the time. For any thread.
 */
@FunctionalInterface
public interface Ticker {
    /** The clock of this JVM, {@link System#nanoTime}. */
    Ticker SYSTEM = System::nanoTime;

    /**
     * Returns the time in nanoseconds since an arbitrary origin. Only differences have a meaning; the value may
     * overflow.
     */
    long nanos();

    /** Blocks the calling thread for a time. An interrupt ends the wait at once, and the interrupt status stays set. */
    default void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts a periodic task on its own daemon thread.
     *
     * @param name the thread's name
     * @param pause the time from the end of one run to the start of the next, and until the first
     * @param action the action; after a failure it runs again after the next pause
     */
    default Task every(String name, Duration pause, Runnable action) {
        return PeriodicTask.start(name, pause, action);
    }

    /** A periodic task. */
    interface Task extends AutoCloseable {
        /** Stops the task. A run that has started may still finish. */
        @Override
        void close();
    }
}
