package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import java.time.Duration;

/**
 * The progress of a load test.
 *
 * @param endpoint the endpoint that is under load
 * @param measuring whether operations are measured; otherwise the test is warming up
 * @param operationsPerSecond recent operations per second
 * @param p99Micros the duration that 99 of 100 of these did not exceed, in microseconds; 0 if none was done
 * @param failures the number of connections that have failed so far
 * @param left the remaining time
 */
public record Progress(
        Endpoint endpoint,
        boolean measuring,
        double operationsPerSecond,
        double p99Micros,
        long failures,
        Duration left) {
    /** Returns this progress with more remaining time. */
    Progress plusRemaining(Duration more) {
        return new Progress(endpoint, measuring, operationsPerSecond, p99Micros, failures, left.plus(more));
    }
}
