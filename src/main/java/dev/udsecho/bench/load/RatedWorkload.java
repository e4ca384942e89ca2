package dev.udsecho.bench.load;

/** A workload whose operations start by the schedule, each as soon as it is due and has a free connection. */
abstract class RatedWorkload extends Workload {
    final RateSchedule schedule;

    RatedWorkload(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size) {
        super(loop, meter, size);
        this.schedule = schedule;
    }

    /** Returns whether a connection is free for an operation. */
    abstract boolean hasFree();

    /** Starts the next operation of the schedule on a free connection. */
    abstract void start(long now);

    /** Makes the connection of an operation that is done free for the next one. */
    abstract void release(LoadConnection connection);

    @Override
    void begin(Phase started) {
        super.begin(started);
        schedule.begin(started.begin());
    }

    @Override
    void dispatch() {
        while (hasFree()) {
            long now = System.nanoTime();
            if (phase.isOver(now) || !schedule.isDue(now)) {
                return;
            }
            start(now);
        }
    }

    @Override
    long nextDispatch(long now) {
        return hasFree() && !phase.isOver(now) ? schedule.next().orElse(now) : super.nextDispatch(now);
    }

    @Override
    void received(LoadConnection connection, long before, long now) {
        if (connection.outstanding() == 0) {
            meter.recordTime(now - connection.due());
            meter.addOperations(1, now);
            inFlight--;
            release(connection);
            dispatch();
        }
    }
}
