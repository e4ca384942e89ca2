package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.text.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A queue of connects, made one after the other. A connect to a full backlog fails at once on a Unix socket; it is
 * retried after a millisecond, and those behind it wait. They wait as long after a failure, as finding its cause takes
 * time. A failed connection is replaced only after 100 ms, so that the load does not consist of failures.
 */
final class ConnectQueue {
    /**
     * A connect that is to be made.
     *
     * @param number the number of the connection, unique in its run
     * @param due when its operation was due, as {@link System#nanoTime} counts
     * @param since when the connect was queued, as {@link System#nanoTime} counts
     */
    record Connect(long number, long due, long since) {}

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Dialer dialer;
    private final Workload workload;
    private final Failures failures;
    private final Duration timeout;
    private final Deque<Connect> waiting = new ArrayDeque<>();
    private final Deque<Long> reconnects = new ArrayDeque<>();
    private long next;

    ConnectQueue(Dialer dialer, Workload workload, Failures failures, Duration timeout) {
        this.dialer = dialer;
        this.workload = workload;
        this.failures = failures;
        this.timeout = timeout;
    }

    /** Adds a connect to the end of the queue. */
    void add(Connect connect) {
        if (waiting.isEmpty()) {
            next = connect.since();
        }
        waiting.add(connect);
    }

    /** Starts the delay after a failed connection. */
    void reconnectLater(long now) {
        reconnects.add(now + RECONNECT_NANOS);
    }

    /** Makes the connects that are due, and reports the reconnect delays that are over. */
    void run(long now) {
        while (!reconnects.isEmpty() && now - reconnects.peek() >= 0) {
            reconnects.poll();
            workload.reconnect(now);
        }
        while (!waiting.isEmpty() && now - next >= 0) {
            Connect first = waiting.peek();
            Dialer.Attempt result = dialer.dial(first, now);
            if (result == Dialer.Attempt.RETRY && isLate(first, now)) {
                failures.add(Cause.BACKLOG_FULL.found(Durations.print(timeout)));
                result = Dialer.Attempt.FAILED;
            }
            if (result != Dialer.Attempt.RETRY) {
                waiting.poll();
            }
            if (result == Dialer.Attempt.FAILED) {
                workload.failed(false);
            }
            next = result == Dialer.Attempt.STARTED ? next : now + RETRY_NANOS;
        }
    }

    private boolean isLate(Connect connect, long now) {
        return !timeout.isZero() && now - connect.since() >= timeout.toNanos();
    }

    /** Returns when {@link #run} has work next. */
    long next(long now) {
        long later = reconnects.isEmpty() ? now + LoadLoop.MAX_WAIT_NANOS : reconnects.peek();
        return waiting.isEmpty() || next - later > 0 ? later : next;
    }

    /** Cancels the waiting connects and returns their number. */
    int cancelWaiting() {
        int cancelled = waiting.size();
        waiting.clear();
        return cancelled;
    }
}
