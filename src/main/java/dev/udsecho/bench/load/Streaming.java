package dev.udsecho.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * A workload in which each connection writes as fast as the kernel accepts, one operation's bytes at a time, while at
 * most {@value #WINDOW} bytes are in flight. One of the operations in flight is timed, from its write to its last byte,
 * so that the memory does not grow with their number.
 */
final class Streaming extends Workload {
    private static final int WINDOW = 32 * 1024 * 1024;

    private final List<LoadConnection> open;

    Streaming(LoadLoop loop, LatencyMeter meter, int size, int connections) {
        super(loop, meter, size);
        this.open = new ArrayList<>(connections);
    }

    @Override
    void begin(Phase started) {
        super.begin(started);
        open.removeIf(connection -> !connection.channel().isOpen());
        open.forEach(this::start);
    }

    private void start(LoadConnection connection) {
        if (requestMore(connection)) {
            inFlight++;
            loop.write(connection);
        }
    }

    @Override
    void opened(LoadConnection connection, long now) {
        open.add(connection);
        start(connection);
    }

    @Override
    boolean requestMore(LoadConnection connection) {
        long now = System.nanoTime();
        if (phase.isOver(now) || connection.outstanding() > WINDOW - size) {
            return false;
        }
        connection.appendOperation(size, now);
        return true;
    }

    @Override
    void received(LoadConnection connection, long before, long now) {
        meter.addOperations(connection.received() / size - before / size, now);
        if (connection.isTimedOperationDone(before)) {
            meter.recordTime(now - connection.due());
        }
        if (connection.unsent() == 0) {
            loop.write(connection);
        }
        if (connection.outstanding() == 0) {
            inFlight--;
        }
    }
}
