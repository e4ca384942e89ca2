package dev.udsecho.bench.load;

import java.util.Locale;

/** The kind of a load's operations. */
public enum LoadMode {
    /** A message of the load's size, and the same bytes back, on a connection that stays open. */
    PINGPONG,
    /** A part of the load's size of a stream that is written as fast as the server accepts it. */
    STREAM,
    /** A connect, a message and the same bytes back, and a close. */
    CONNECT;

    /** Returns the name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
