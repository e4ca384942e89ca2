package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A loop's waits for its server, and how long they took in all. A wait shorter than a millisecond, for which a selector has
 * no timeout, is a poll over and over, which lets others have the processor.
 */
final class SelectorWait {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    /** A select that comes back sooner than that with something has not waited. */
    private static final long RETURN = TimeUnit.MICROSECONDS.toNanos(2);

    private final Selector selector;
    private final Consumer<SelectionKey> ready;
    private final Consumer<SelectionKey> noted = this::note;
    private boolean woken;
    private long wokenAt;
    private long nanos;

    SelectorWait(Selector selector, Consumer<SelectionKey> ready) {
        this.selector = selector;
        this.ready = ready;
    }

    void begin() {
        nanos = 0;
    }

    /** How long the waits took since the beginning, in nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** Waits until something is ready, but no longer than so many nanoseconds, and does what is. */
    void await(long pause) throws IOException {
        woken = false;
        long now = System.nanoTime();
        boolean poll = pause < MILLISECOND;
        int many = poll
                ? selector.selectNow(noted)
                : selector.select(noted, Math.min(pause, LoadLoop.LONGEST_PAUSE) / MILLISECOND);
        if (many == 0 && poll) {
            Thread.yield();
        }
        long took = (woken ? wokenAt : System.nanoTime()) - now;
        if (many > 0 ? took > RETURN : pause > 0) {
            nanos += took;
        }
    }

    private void note(SelectionKey key) {
        if (!woken) {
            woken = true;
            wokenAt = System.nanoTime();
        }
        ready.accept(key);
    }
}
