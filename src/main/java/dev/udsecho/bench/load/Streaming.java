package dev.udsecho.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Each connection writes as fast as the kernel takes it, one operation's bytes at a time, while at most {@value #WINDOW}
 * bytes are under way. Of those, one operation is timed, from its write to its last byte: that takes no memory for each.
 */
final class Streaming implements Workload {
    private static final int WINDOW = 32 * 1024 * 1024;

    private final LoadLoop loop;
    private final LatencyMeter meter;
    private final int size;
    private final List<LoadConnection> standing;
    private Phase stage = new Phase(Duration.ZERO);
    private int underWay;

    Streaming(LoadLoop loop, LatencyMeter meter, int size, int connections) {
        this.loop = loop;
        this.meter = meter;
        this.size = size;
        this.standing = new ArrayList<>(connections);
    }

    @Override
    public void begin(Phase begun) {
        stage = begun;
        standing.removeIf(connection -> !connection.channel().isOpen());
        standing.forEach(this::start);
    }

    private void start(LoadConnection connection) {
        if (goesOn(connection)) {
            underWay++;
            loop.write(connection);
        }
    }

    @Override
    public void dispatch() {}

    @Override
    public long next(long now) {
        return now + LoadLoop.LONGEST_PAUSE;
    }

    @Override
    public void opened(LoadConnection connection, long now) {
        standing.add(connection);
        start(connection);
    }

    @Override
    public boolean goesOn(LoadConnection connection) {
        long now = System.nanoTime();
        if (stage.isOver(now) || connection.unanswered() > WINDOW - size) {
            return false;
        }
        connection.extend(size, now);
        return true;
    }

    @Override
    public void received(LoadConnection connection, long before, long now) {
        meter.done(connection.received() / size - before / size, now);
        if (connection.isMarkBack(before)) {
            meter.took(now - connection.begun());
        }
        if (connection.unsent() == 0) {
            loop.write(connection);
        }
        if (connection.unanswered() == 0) {
            underWay--;
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
