package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;

/** The path cannot be owned. The message is one whole sentence: what, on what, why, and what to do. */
public final class SocketPathException extends Exception {
    private final Cause cause;

    SocketPathException(SocketPath path, Finding finding) {
        super(Printable.text("cannot serve on " + path + " (" + finding.cause().id() + "): " + finding.sentence()));
        this.cause = finding.cause();
    }

    /** Where another path would do as well. */
    static SocketPathException orElsewhere(SocketPath path, Finding finding) {
        return new SocketPathException(path, finding.advisingAlso("choose another path with echo.socket.path"));
    }

    /** Why, as a value. */
    public Cause reason() {
        return cause;
    }
}
