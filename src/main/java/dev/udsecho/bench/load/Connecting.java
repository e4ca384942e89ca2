package dev.udsecho.bench.load;

import java.time.Duration;

/** A connection for each message: connect, exchange, close. */
final class Connecting implements Workload {
    private final LoadLoop loop;
    private final RateSchedule pace;
    private final LatencyMeter meter;
    private final int size;
    private Phase stage = new Phase(Duration.ZERO);
    private int free;
    private int underWay;

    Connecting(LoadLoop loop, RateSchedule pace, LatencyMeter meter, int size, int connections) {
        this.loop = loop;
        this.pace = pace;
        this.meter = meter;
        this.size = size;
        this.free = connections;
    }

    @Override
    public void begin(Phase begun) {
        stage = begun;
        pace.begin(begun.begin());
    }

    @Override
    public void dispatch() {
        while (free > 0) {
            long now = System.nanoTime();
            if (stage.isOver(now) || !pace.isDue(now)) {
                return;
            }
            free--;
            underWay++;
            loop.open(pace.take(now));
        }
    }

    @Override
    public long next(long now) {
        return free == 0 || stage.isOver(now)
                ? now + LoadLoop.LONGEST_PAUSE
                : pace.next().orElse(now);
    }

    @Override
    public void opened(LoadConnection connection, long now) {
        connection.begin(size, connection.begun(), now);
        loop.write(connection);
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
            loop.close(connection);
            underWay--;
            free++;
            dispatch();
        }
    }

    @Override
    public void lost(boolean wasUnderWay) {
        underWay--;
        loop.rest();
    }

    @Override
    public void rested(long now) {
        free++;
    }

    @Override
    public int underWay() {
        return underWay;
    }

    @Override
    public void withdraw(ConnectQueue opener) {
        int withdrawn = opener.withdraw();
        underWay -= withdrawn;
        free += withdrawn;
    }
}
