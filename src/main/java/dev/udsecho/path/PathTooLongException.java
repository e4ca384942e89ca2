package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;

/** A path has more bytes than a socket address can hold: {@link SocketPath#MAX_BYTES}. */
public final class PathTooLongException extends IllegalArgumentException {
    private final int bytes;

    PathTooLongException(int bytes) {
        super("is " + bytes + " bytes long in UTF-8, must be at most " + SocketPath.MAX_BYTES + " ("
                + Cause.PATH_TOO_LONG.id() + ")");
        this.bytes = bytes;
    }

    /** Returns the path's length and the advice as a finding. */
    public Finding finding() {
        return Cause.PATH_TOO_LONG
                .found(bytes, SocketPath.MAX_BYTES)
                .with("length of the path in UTF-8", bytes + " bytes");
    }
}
