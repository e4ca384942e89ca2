package dev.udsecho.server.connection;

import dev.udsecho.text.EnumNames;

/** The reason why a connection was refused. */
public enum RejectReason {
    /** The maximum number of connections was open: {@code echo.max-connections}. */
    LIMIT,
    /** The peer is not listed: {@code echo.access.*}. */
    ACCESS;

    @Override
    public String toString() {
        return EnumNames.of(this);
    }
}
