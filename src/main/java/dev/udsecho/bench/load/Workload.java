package dev.udsecho.bench.load;

/** The use that a load makes of its connections. Called by its loop, on the loop's thread. */
interface Workload {
    /** Returns the workload of the load's mode. */
    static Workload of(Load load, LoadLoop loop, RateSchedule schedule, LatencyMeter meter, int connections) {
        return switch (load.mode()) {
            case PINGPONG -> new PingPong(loop, schedule, meter, load.size(), connections);
            case STREAM -> new Streaming(loop, meter, load.size(), connections);
            case CONNECT -> new Connecting(loop, schedule, meter, load.size(), connections);
        };
    }

    /** Starts a phase. */
    void begin(Phase phase);

    /** Starts the operations that are due and have a connection. */
    void dispatch();

    /** Returns when {@link #dispatch} may have work, if no event comes before; as {@link System#nanoTime} counts. */
    long nextDispatch(long now);

    /** Handles a new connection, whose operation was due at {@link LoadConnection#due}. */
    void opened(LoadConnection connection, long now);

    /**
     * Returns whether more is to be written on a connection that has written everything; if so, its target has been
     * raised.
     */
    default boolean requestMore(LoadConnection connection) {
        return false;
    }

    /**
     * Handles received bytes.
     *
     * @param before the number of bytes that had been received before
     */
    void received(LoadConnection connection, long before, long now);

    /**
     * Handles a failed connection, or a failed attempt to open one.
     *
     * @param wasInFlight whether an operation was in flight on it
     */
    void failed(boolean wasInFlight);

    /** Handles the end of the delay after a failure. */
    void reconnect(long now);

    /** Returns the number of operations in flight. */
    int inFlight();

    /** Cancels the operations that still wait for a connect, at the end of the phase. */
    default void cancelWaiting(ConnectQueue connects) {}
}
