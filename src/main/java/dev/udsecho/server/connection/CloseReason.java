package dev.udsecho.server.connection;

import dev.udsecho.text.EnumNames;

/** The reason for the end of a connection. */
public enum CloseReason {
    /** The client shut down its writing side and got all answers, or closed. */
    CLIENT,
    /** No byte was transferred for {@code echo.idle-timeout}. */
    IDLE,
    /** The peer took none of its waiting bytes for {@code echo.stall-timeout}. */
    STALL,
    /** The service shut down: {@code echo.drain-timeout}. */
    DRAIN,
    /** A read could not be answered. */
    ERROR;

    @Override
    public String toString() {
        return EnumNames.of(this);
    }
}
