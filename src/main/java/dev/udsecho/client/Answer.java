package dev.udsecho.client;

import dev.udsecho.diagnosis.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The answer of a server that is as expected.
 *
 * @param words what came, in a few words; escaped and bounded in length
 * @param time the time from the connect to the answer, or without the connect where the connection is kept
 * @param facts the properties of the server that are in the answer; escaped and bounded in length
 */
public record Answer(String words, Duration time, List<Evidence> facts) {
    /** Returns an answer without facts. */
    public static Answer of(String words, Duration time) {
        return new Answer(words, time, List.of());
    }

    /** Returns the time in whole microseconds. */
    long micros() {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }
}
