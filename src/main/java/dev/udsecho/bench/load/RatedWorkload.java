package dev.udsecho.bench.load;

import java.time.Duration;

/** A workload whose operations start by the schedule, each as soon as it is due and has a free connection. */
abstract class RatedWorkload implements Workload {
    final LoadLoop loop;
    final RateSchedule schedule;
    final int size;
    int inFlight;
    private final LatencyMeter meter;
    private Phase phase = new Phase(Duration.ZERO);

    RatedWorkload(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size) {
        this.loop = loop;
        this.schedule = schedule;
        this.meter = meter;
        this.size = size;
    }

    /** Returns whether a connection is free for an operation. */
    abstract boolean hasFree();

    /** Starts the next operation of the schedule on a free connection. */
    abstract void start(long now);

    /** Makes the connection of an operation that is done free for the next one. */
    abstract void release(LoadConnection connection);

    @Override
    public void begin(Phase started) {
        phase = started;
        schedule.begin(started.begin());
    }

    @Override
    public void dispatch() {
        while (hasFree()) {
            long now = System.nanoTime();
            if (phase.isOver(now) || !schedule.isDue(now)) {
                return;
            }
            start(now);
        }
    }

    @Override
    public long nextDispatch(long now) {
        return !hasFree() || phase.isOver(now)
                ? now + LoadLoop.MAX_WAIT_NANOS
                : schedule.next().orElse(now);
    }

    @Override
    public void received(LoadConnection connection, long before, long now) {
        if (connection.outstanding() == 0) {
            meter.recordTime(now - connection.due());
            meter.addOperations(1, now);
            inFlight--;
            release(connection);
            dispatch();
        }
    }

    @Override
    public void failed(boolean wasInFlight) {
        inFlight -= wasInFlight ? 1 : 0;
        loop.reconnectLater();
    }

    @Override
    public int inFlight() {
        return inFlight;
    }
}
