package dev.udsecho.bench.load;

import java.time.Duration;

/** The use that a load makes of its connections. Called by its loop, on the loop's thread. */
abstract class Workload {
    final LoadLoop loop;
    final LatencyMeter meter;

    /** The number of bytes of an operation. */
    final int size;

    Phase phase = new Phase(Duration.ZERO);

    /** The number of operations in flight. */
    int inFlight;

    Workload(LoadLoop loop, LatencyMeter meter, int size) {
        this.loop = loop;
        this.meter = meter;
        this.size = size;
    }

    /** Returns the workload of the load's mode. */
    static Workload of(Load load, LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int connections) {
        return switch (load.mode()) {
            case PINGPONG -> new PingPong(loop, schedule, meter, load.size(), connections);
            case STREAM -> new Streaming(loop, meter, load.size(), connections);
            case CONNECT -> new Connecting(loop, schedule, meter, load.size(), connections);
        };
    }

    /** Starts a phase. */
    void begin(Phase started) {
        phase = started;
    }

    /** Starts the operations that are due and have a connection. */
    void dispatch() {}

    /** Returns when {@link #dispatch} may have work, if no event comes before; as {@link System#nanoTime} counts. */
    long nextDispatch(long now) {
        return now + LoadLoop.MAX_WAIT_NANOS;
    }

    /** Handles a new connection, whose operation was due at {@link LoadConnection#due}. */
    abstract void opened(LoadConnection connection, long now);

    /**
     * Returns whether more is to be written on a connection that has written everything; if so, its target has been
     * raised.
     */
    boolean requestMore(LoadConnection connection) {
        return false;
    }

    /**
     * Handles received bytes.
     *
     * @param before the number of bytes that had been received before
     */
    abstract void received(LoadConnection connection, long before, long now);

    /**
     * Handles a failed connection, or a failed attempt to open one.
     *
     * @param wasInFlight whether an operation was in flight on it
     */
    void failed(boolean wasInFlight) {
        inFlight -= wasInFlight ? 1 : 0;
        loop.reconnectLater();
    }

    /** Handles the end of the delay after a failure. */
    void reconnect(long now) {
        loop.connect(now);
    }

    /** Returns the number of operations in flight. */
    final int inFlight() {
        return inFlight;
    }

    /** Cancels the operations that still wait for a connect, at the end of the phase. */
    void cancelWaiting(ConnectQueue connects) {}
}
