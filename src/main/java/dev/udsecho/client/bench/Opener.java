package dev.udsecho.client.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Connects one after the other. A connect to a full backlog fails at once on a Unix socket: it is tried again each
 * millisecond, and those behind it wait. After a failure comes a rest, so that failures are not what the load is made of.
 */
final class Opener {
    private static final long BACKLOG_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);

    private final Loop loop;
    private final Duration timeout;
    private final Deque<Opening> waiting = new ArrayDeque<>();
    private final Deque<Long> resting = new ArrayDeque<>();
    private long next;

    Opener(Loop loop, Duration timeout) {
        this.loop = loop;
        this.timeout = timeout;
    }

    void add(Opening opening) {
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
            loop.rested(now);
        }
        while (!waiting.isEmpty() && now - next >= 0) {
            if (loop.connect(waiting.peek(), now)) {
                waiting.poll();
            } else if (!timeout.isZero() && now - waiting.peek().since() >= timeout.toNanos()) {
                waiting.poll();
                loop.failed(Fault.backlogFull(timeout));
            } else {
                next = now + BACKLOG_PAUSE;
            }
        }
    }

    /** When there is something to do. */
    long next(long now) {
        long later = resting.isEmpty() ? now + Loop.LONGEST_PAUSE : resting.peek();
        return waiting.isEmpty() || next - later > 0 ? later : next;
    }

    /** Gives up what waits, and tells how many those were. */
    int withdraw() {
        int many = waiting.size();
        waiting.clear();
        return many;
    }
}
