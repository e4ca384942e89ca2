package dev.udsecho.path;

import dev.udsecho.text.EnumNames;

/** The state of the published name. */
public enum PathState {
    /** The name leads to the socket of this owner. */
    OURS,
    /** No file has the name. */
    MISSING,
    /** The name leads to a file that this owner did not create. */
    FOREIGN,
    /** The name was not published yet, or was given up. */
    WITHDRAWN;

    @Override
    public String toString() {
        return EnumNames.of(this);
    }
}
