package dev.udsecho.path;

import java.util.Locale;

/** What the published name leads to. */
public enum PathState {
    /** The socket of this owner. */
    OURS,
    /** Nothing: no file has the name. */
    MISSING,
    /** A file that this owner did not make. */
    FOREIGN,
    /** Nothing of this owner: the name was not published yet, or was given up. */
    WITHDRAWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
