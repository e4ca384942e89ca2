package dev.udsecho.server;

import java.util.Locale;

/** Why a connection was not taken on. */
public enum RejectReason {
    /** As many were open as may be: {@code echo.max-connections}. */
    LIMIT,
    /** Its peer is not listed: {@code echo.access.*}. */
    ACCESS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
