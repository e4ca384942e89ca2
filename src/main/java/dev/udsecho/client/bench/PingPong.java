package dev.udsecho.client.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One message at a time on each connection; of those that are idle, the one that has been so for longest is next. */
final class PingPong implements Traffic {
    private final Loop loop;
    private final Pace pace;
    private final Meter meter;
    private final int size;
    private final Deque<Connection> idle;
    private Stage stage = new Stage(Duration.ZERO);
    private int underWay;

    PingPong(Loop loop, Pace pace, Meter meter, int size, int connections) {
        this.loop = loop;
        this.pace = pace;
        this.meter = meter;
        this.size = size;
        this.idle = new ArrayDeque<>(connections);
    }

    @Override
    public void begin(Stage begun) {
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
            Connection next = idle.poll();
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
                ? now + Loop.LONGEST_PAUSE
                : pace.next().orElse(now);
    }

    @Override
    public void opened(Connection connection, long now) {
        idle.add(connection);
    }

    @Override
    public boolean goesOn(Connection connection) {
        return false;
    }

    @Override
    public void received(Connection connection, long before, long now) {
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
    public void withdraw(Opener opener) {}
}
