package dev.udsecho.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One message at a time on each connection; of those that are idle, the one that has been so for longest is next. */
final class PingPong implements Workload {
    private final LoadLoop loop;
    private final RateSchedule pace;
    private final LatencyMeter meter;
    private final int size;
    private final Deque<LoadConnection> idle;
    private Phase stage = new Phase(Duration.ZERO);
    private int underWay;

    PingPong(LoadLoop loop, RateSchedule pace, LatencyMeter meter, int size, int connections) {
        this.loop = loop;
        this.pace = pace;
        this.meter = meter;
        this.size = size;
        this.idle = new ArrayDeque<>(connections);
    }

    @Override
    public void begin(Phase begun) {
        stage = begun;
        pace.begin(begun.begin());
    }

    @Override
    public void dispatch() {
        while (!idle.isEmpty()) {
            long now = System.nanoTime();
            if (stage.isOver(now) || !pace.isDue(now)) {
                return;
            }
            LoadConnection next = idle.poll();
            if (next.channel().isOpen()) {
                next.begin(size, pace.take(now), now);
                underWay++;
                loop.write(next);
            }
        }
    }

    @Override
    public long next(long now) {
        return idle.isEmpty() || stage.isOver(now)
                ? now + LoadLoop.LONGEST_PAUSE
                : pace.next().orElse(now);
    }

    @Override
    public void opened(LoadConnection connection, long now) {
        idle.add(connection);
    }

    @Override
    public boolean goesOn(LoadConnection connection) {
        return false;
    }

    @Override
    public void received(LoadConnection connection, long before, long now) {
        if (connection.unanswered() == 0) {
            meter.took(now - connection.begun());
            meter.done(1, now);
            underWay--;
            idle.add(connection);
            dispatch();
        }
    }

    @Override
    public void lost(boolean wasUnderWay) {
        underWay -= wasUnderWay ? 1 : 0;
        loop.rest();
    }

    @Override
    public void rested(long now) {
        loop.open(now);
    }

    @Override
    public int underWay() {
        return underWay;
    }

    @Override
    public void withdraw(ConnectQueue opener) {}
}
