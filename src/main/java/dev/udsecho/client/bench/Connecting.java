package dev.udsecho.client.bench;

import java.time.Duration;

/** A connection for each message: connect, exchange, close. */
final class Connecting implements Traffic {
    private final Loop loop;
    private final Pace pace;
    private final Meter meter;
    private final int size;
    private Stage stage = new Stage(Duration.ZERO);
    private int free;
    private int underWay;

    Connecting(Loop loop, Pace pace, Meter meter, int size, int connections) {
        this.loop = loop;
        this.pace = pace;
        this.meter = meter;
        this.size = size;
        this.free = connections;
    }

    @Override
    public void begin(Stage begun) {
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
                ? now + Loop.LONGEST_PAUSE
                : pace.next().orElse(now);
    }

    @Override
    public void opened(Connection connection, long now) {
        connection.begin(size, connection.begun(), now);
        loop.write(connection);
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
    public void withdraw(Opener opener) {
        int withdrawn = opener.withdraw();
        underWay -= withdrawn;
        free += withdrawn;
    }
}
