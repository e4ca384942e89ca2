package dev.udsecho.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** A workload of one message at a time on each connection. The connection that has been idle for longest is next. */
final class PingPong implements Workload {
    private final LoadLoop loop;
    private final RateSchedule schedule;
    private final LatencyMeter meter;
    private final int size;
    private final Deque<LoadConnection> idle;
    private Phase phase = new Phase(Duration.ZERO);
    private int inFlight;

    PingPong(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size, int connections) {
        this.loop = loop;
        this.schedule = schedule;
        this.meter = meter;
        this.size = size;
        this.idle = new ArrayDeque<>(connections);
    }

    @Override
    public void begin(Phase started) {
        phase = started;
        schedule.begin(started.begin());
    }

    @Override
    public void dispatch() {
        while (!idle.isEmpty()) {
            long now = System.nanoTime();
            if (phase.isOver(now) || !schedule.isDue(now)) {
                return;
            }
            LoadConnection next = idle.poll();
            if (next.channel().isOpen()) {
                next.beginOperation(size, schedule.take(now), now);
                inFlight++;
                loop.write(next);
            }
        }
    }

    @Override
    public long nextDispatch(long now) {
        return idle.isEmpty() || phase.isOver(now)
                ? now + LoadLoop.MAX_WAIT_NANOS
                : schedule.next().orElse(now);
    }

    @Override
    public void opened(LoadConnection connection, long now) {
        idle.add(connection);
    }

    @Override
    public void received(LoadConnection connection, long before, long now) {
        if (connection.outstanding() == 0) {
            meter.recordTime(now - connection.due());
            meter.addOperations(1, now);
            inFlight--;
            idle.add(connection);
            dispatch();
        }
    }

    @Override
    public void failed(boolean wasInFlight) {
        inFlight -= wasInFlight ? 1 : 0;
        loop.reconnectLater();
    }

    @Override
    public void reconnect(long now) {
        loop.connect(now);
    }

    @Override
    public int inFlight() {
        return inFlight;
    }
}
