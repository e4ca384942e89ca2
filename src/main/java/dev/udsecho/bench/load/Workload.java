package dev.udsecho.bench.load;

/** What connections are used for. Called by its loop, on the loop's thread. */
interface Workload {
    /** A stage begins. */
    void begin(Phase stage);

    /** Begins the operations that are due and have a connection. */
    void dispatch();

    /** When there may be something to dispatch, if nothing comes before. */
    long next(long now);

    /** A connection stands, whose operation was due at its {@link LoadConnection#begun}. */
    void opened(LoadConnection connection, long now);

    /** Whether more is to be written on a connection that has written everything; if so, its goal has moved. */
    boolean goesOn(LoadConnection connection);

    /** Bytes came back; before them it were so many. */
    void received(LoadConnection connection, long before, long now);

    /** A connection has failed, or an attempt to open one. */
    void lost(boolean underWay);

    /** The rest after a failure is over. */
    void rested(long now);

    /** How many operations are under way. */
    int underWay();

    /** Gives up those that still wait for a connect of theirs, at the end of the stage. */
    void withdraw(ConnectQueue opener);
}
