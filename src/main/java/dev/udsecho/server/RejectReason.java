package dev.udsecho.server;

import java.util.Locale;

/** The reason why a connection was refused. */
public enum RejectReason {
    /** The maximum number of connections was open: {@code echo.max-connections}. */
    LIMIT,
    /** The peer is not listed: {@code echo.access.*}. */
    ACCESS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
