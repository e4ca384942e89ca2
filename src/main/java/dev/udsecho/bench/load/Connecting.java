package dev.udsecho.bench.load;

/** A workload with a connection for each message: connect, exchange, close. */
final class Connecting extends RatedWorkload {
    private int free;

    Connecting(LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int size, int connections) {
        super(loop, schedule, meter, size);
        this.free = connections;
    }

    @Override
    boolean hasFree() {
        return free > 0;
    }

    @Override
    void start(long now) {
        free--;
        inFlight++;
        loop.connect(schedule.take(now));
    }

    @Override
    void release(LoadConnection connection) {
        connection.close();
        free++;
    }

    @Override
    void opened(LoadConnection connection, long now) {
        connection.beginOperation(size, connection.due(), now);
        loop.write(connection);
    }

    @Override
    void failed(boolean wasInFlight) {
        super.failed(true);
    }

    @Override
    void reconnect(long now) {
        free++;
    }

    @Override
    void cancelWaiting(ConnectQueue connects) {
        int cancelled = connects.cancelWaiting();
        inFlight -= cancelled;
        free += cancelled;
    }
}
