package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import java.time.Duration;

/**
 * How far a run is.
 *
 * @param endpoint where it is
 * @param measuring whether what is done counts; else it is warming up
 * @param operationsPerSecond how many were done a second of late
 * @param p99Micros the time that 99 of 100 of these did not exceed, in microseconds; 0 if none was done
 * @param failures how many connections failed so far
 * @param left how long it goes on
 */
public record Progress(
        Endpoint endpoint,
        boolean measuring,
        double operationsPerSecond,
        double p99Micros,
        long failures,
        Duration left) {
    /** The same with so much more to come. */
    Progress before(Duration more) {
        return new Progress(endpoint, measuring, operationsPerSecond, p99Micros, failures, left.plus(more));
    }
}
