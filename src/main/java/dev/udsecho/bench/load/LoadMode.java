package dev.udsecho.bench.load;

import java.util.Locale;

/** What an operation is. */
public enum LoadMode {
    /** A message of so many bytes, and the same bytes back, on a connection that stands. */
    PINGPONG,
    /** So many bytes of a stream that is written as fast as the server takes it. */
    STREAM,
    /** A connect, a message and the same bytes back, and a close. */
    CONNECT;

    /** As it stands on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
