package dev.udsecho.path.owner;

import dev.udsecho.text.EnumNames;

/** The role of a process on its path. */
public enum Role {
    /** Claims and publishes the path. */
    STARTING,
    /** Waits for the path's owner to leave. */
    STANDBY,
    /** Owns the path. */
    OWNER,
    /** Has given up the path, and serves the remaining connections. */
    DRAINING;

    @Override
    public String toString() {
        return EnumNames.of(this);
    }
}
