package dev.udsecho.socket;

import dev.udsecho.diagnosis.Cause;

/** The path cannot be owned. The message is one whole sentence: what, on what, why, and what to do. */
public final class PathRefused extends Exception {

    private final Cause cause;

    PathRefused(Cause cause, SocketPath path, String reason) {
        super("cannot serve on " + path + " (" + cause.id() + "): " + reason);
        this.cause = cause;
    }

    /** Why, as a value. */
    public Cause reason() {
        return cause;
    }
}
