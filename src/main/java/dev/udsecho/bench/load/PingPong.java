package dev.udsecho.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** A workload of one message at a time on each connection. The connection that has been idle for longest is next. */
final class PingPong extends RatedWorkload {
    private final Deque<LoadConnection> idle;

    PingPong(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size, int connections) {
        super(loop, schedule, meter, size);
        this.idle = new ArrayDeque<>(connections);
    }

    @Override
    boolean hasFree() {
        return !idle.isEmpty();
    }

    @Override
    void start(long now) {
        LoadConnection next = idle.poll();
        if (next.channel().isOpen()) {
            inFlight++;
            next.beginOperation(size, schedule.take(now), now);
            loop.write(next);
        }
    }

    @Override
    void release(LoadConnection connection) {
        idle.add(connection);
    }

    @Override
    void opened(LoadConnection connection, long now) {
        idle.add(connection);
    }
}
