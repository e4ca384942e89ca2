package dev.udsecho.bench.load;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What the server is to bear.
 *
 * @param mode what an operation is
 * @param connections how many there are at once
 * @param threads how many event loops share them
 * @param size bytes in an operation
 * @param rate operations a second in all, at even distances; empty: each as soon as the one before is done
 * @param duration how long it is measured
 * @param warmUp how long it goes on before
 * @param timeout for each connect, and for an answer; zero is for ever
 * @param verify whether every byte is compared
 */
public record Load(
        LoadMode mode,
        int connections,
        int threads,
        int size,
        OptionalLong rate,
        Duration duration,
        Duration warmUp,
        Duration timeout,
        boolean verify) {
    /** In words, for a heading. */
    public String words() {
        return mode + ", " + many(connections, "connection") + ", " + many(size, "byte") + ", "
                + many(threads, "thread")
                + (rate.isPresent() ? ", " + rate.getAsLong() + " operations/s asked for" : "")
                + (verify ? ", every byte compared" : "");
    }

    private static String many(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** The connections of one of its threads, counted from 0. */
    int connectionsOf(int thread) {
        return connections / threads + (thread < connections % threads ? 1 : 0);
    }
}
