package dev.udsecho.server;

import java.util.Locale;

/** What ended a connection. */
public enum CloseReason {
    /** Its client: shut down its writing side and got everything, or went away. */
    CLIENT,
    /** No byte moved: {@code echo.idle-timeout}. */
    IDLE,
    /** Its peer took none of the bytes that waited for it: {@code echo.stall-timeout}. */
    STALL,
    /** The service was about to end: {@code echo.drain-timeout}. */
    DRAIN,
    /** It could not be answered. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
