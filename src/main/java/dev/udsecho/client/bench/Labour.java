package dev.udsecho.client.bench;

import java.util.OptionalLong;

/**
 * What a loop's thread did in a stage; all times in nanoseconds.
 *
 * @param whole how long it took
 * @param waited how long of that it waited for its server
 * @param delayed how long it was ready to run and had no processor, where the kernel tells
 * @param unanswered operations that were due before the end, and not done
 */
record Labour(long whole, long waited, OptionalLong delayed, long unanswered) {
    static final Labour NONE = new Labour(0, 0, OptionalLong.of(0), 0);

    Labour plus(Labour other) {
        return new Labour(
                whole + other.whole,
                waited + other.waited,
                delayed.isPresent() && other.delayed.isPresent()
                        ? OptionalLong.of(delayed.getAsLong() + other.delayed.getAsLong())
                        : OptionalLong.empty(),
                unanswered + other.unanswered);
    }

    /** The share of time, 0 to 1, that it was not waiting for its server. */
    double busy() {
        return whole == 0 ? 0 : Math.max(0, 1 - (double) waited / whole);
    }
}
