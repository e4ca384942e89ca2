package dev.udsecho.bench.load;

import java.time.Duration;

/** A workload with a connection for each message: connect, exchange, close. */
final class Connecting implements Workload {
    private final LoadLoop loop;
    private final RateSchedule schedule;
    private final LatencyMeter meter;
    private final int size;
    private Phase phase = new Phase(Duration.ZERO);
    private int free;
    private int inFlight;

    Connecting(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size, int connections) {
        this.loop = loop;
        this.schedule = schedule;
        this.meter = meter;
        this.size = size;
        this.free = connections;
    }

    @Override
    public void begin(Phase started) {
        phase = started;
        schedule.begin(started.begin());
    }

    @Override
    public void dispatch() {
        while (free > 0) {
            long now = System.nanoTime();
            if (phase.isOver(now) || !schedule.isDue(now)) {
                return;
            }
            free--;
            inFlight++;
            loop.connect(schedule.take(now));
        }
    }

    @Override
    public long nextDispatch(long now) {
        return free == 0 || phase.isOver(now)
                ? now + LoadLoop.MAX_WAIT_NANOS
                : schedule.next().orElse(now);
    }

    @Override
    public void opened(LoadConnection connection, long now) {
        connection.beginOperation(size, connection.due(), now);
        loop.write(connection);
    }

    @Override
    public void received(LoadConnection connection, long before, long now) {
        if (connection.outstanding() == 0) {
            meter.recordTime(now - connection.due());
            meter.addOperations(1, now);
            loop.close(connection);
            inFlight--;
            free++;
            dispatch();
        }
    }

    @Override
    public void failed(boolean wasInFlight) {
        inFlight--;
        loop.reconnectLater();
    }

    @Override
    public void reconnect(long now) {
        free++;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public void cancelWaiting(ConnectQueue connects) {
        int cancelled = connects.cancelWaiting();
        inFlight -= cancelled;
        free += cancelled;
    }
}
