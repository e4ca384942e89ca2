package dev.udsecho.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Connects one after the other. A connect to a full backlog fails at once on a Unix socket: it is tried again after a
 * millisecond, and those behind it wait; so they do after a failure, as to find its cause takes a while. A connection that
 * has failed rests for longer, so that failures are not what the load is made of.
 */
final class ConnectQueue {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);

    private final Dialer dialer;
    private final Workload traffic;
    private final Failures failures;
    private final Duration timeout;
    private final Deque<PendingConnect> waiting = new ArrayDeque<>();
    private final Deque<Long> resting = new ArrayDeque<>();
    private long next;

    ConnectQueue(Dialer dialer, Workload traffic, Failures failures, Duration timeout) {
        this.dialer = dialer;
        this.traffic = traffic;
        this.failures = failures;
        this.timeout = timeout;
    }

    void add(PendingConnect opening) {
        if (waiting.isEmpty()) {
            next = opening.since();
        }
        waiting.add(opening);
    }

    void rest(long now) {
        resting.add(now + REST);
    }

    /** Connects those that can be, and tells of rests that are over. */
    void work(long now) {
        while (!resting.isEmpty() && now - resting.peek() >= 0) {
            resting.poll();
            traffic.rested(now);
        }
        while (!waiting.isEmpty() && now - next >= 0) {
            PendingConnect first = waiting.peek();
            Dialer.Attempt attempt = dialer.dial(first, now);
            if (attempt == Dialer.Attempt.TOO_EARLY && isLate(first, now)) {
                failures.add(ConnectionFault.backlogFull(timeout));
                attempt = Dialer.Attempt.FAILED;
            }
            if (attempt != Dialer.Attempt.TOO_EARLY) {
                waiting.poll();
            }
            if (attempt == Dialer.Attempt.FAILED) {
                traffic.lost(false);
            }
            next = attempt == Dialer.Attempt.WORKED ? next : now + PAUSE;
        }
    }

    private boolean isLate(PendingConnect opening, long now) {
        return !timeout.isZero() && now - opening.since() >= timeout.toNanos();
    }

    /** When there is something to do. */
    long next(long now) {
        long later = resting.isEmpty() ? now + LoadLoop.LONGEST_PAUSE : resting.peek();
        return waiting.isEmpty() || next - later > 0 ? later : next;
    }

    /** Gives up what waits, and tells how many those were. */
    int withdraw() {
        int many = waiting.size();
        waiting.clear();
        return many;
    }
}
