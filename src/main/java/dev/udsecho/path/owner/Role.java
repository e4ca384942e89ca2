package dev.udsecho.path.owner;

import java.util.Locale;

/** What a process is to its path. */
public enum Role {
    /** On its way to the path. */
    STARTING,
    /** Waits for the path's owner to leave. */
    STANDBY,
    /** Has the path. */
    OWNER,
    /** Has given the path up, and serves the connections that are left. */
    DRAINING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
