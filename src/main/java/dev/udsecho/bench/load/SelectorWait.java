package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The waits of a loop for its server, and their total duration. A wait shorter than a millisecond, for which a selector
 * has no timeout, polls repeatedly and yields the processor between polls.
 */
final class SelectorWait {
    private static final long MILLI_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The duration below which a select that returned a ready key counts as not having waited, in nanoseconds. */
    private static final long IMMEDIATE_NANOS = TimeUnit.MICROSECONDS.toNanos(2);

    private final Selector selector;
    private final Consumer<SelectionKey> onReady;
    private final Consumer<SelectionKey> handler = this::handle;
    private boolean woken;
    private long wokenAt;
    private long nanos;

    SelectorWait(Selector selector, Consumer<SelectionKey> onReady) {
        this.selector = selector;
        this.onReady = onReady;
    }

    /** Resets the total. */
    void begin() {
        nanos = 0;
    }

    /** Returns the total duration of the waits since {@link #begin}, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** Waits until a key is ready, at most for {@code pause} nanoseconds, and handles all ready keys. */
    void await(long pause) throws IOException {
        woken = false;
        long now = System.nanoTime();
        boolean poll = pause < MILLI_NANOS;
        int count = poll
                ? selector.selectNow(handler)
                : selector.select(handler, Math.min(pause, LoadLoop.MAX_WAIT_NANOS) / MILLI_NANOS);
        if (count == 0 && poll) {
            Thread.yield();
        }
        long took = (woken ? wokenAt : System.nanoTime()) - now;
        if (count > 0 ? took > IMMEDIATE_NANOS : pause > 0) {
            nanos += took;
        }
    }

    private void handle(SelectionKey key) {
        if (!woken) {
            woken = true;
            wokenAt = System.nanoTime();
        }
        onReady.accept(key);
    }
}
