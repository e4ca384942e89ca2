package dev.udsecho.path;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;

/** Why a process does not stand by for a path: its owner would never let it be ready. */
public final class StandbyRefusal {
    private StandbyRefusal() {}

    /** The owner closes the connections of this process with no answer. */
    public static SocketPathException closed(SocketPath path) {
        Identity caller = Identity.current();
        return new SocketPathException(
                path,
                Cause.CLOSED
                        .saying("the owner of " + path + " takes the connections of this process (uid " + caller.uid()
                                + ", gid " + caller.gid() + ") and closes them with no answer, so that it would stand"
                                + " by and never be ready")
                        .advising(
                                "list its uid in echo.access.uids or its gid in echo.access.gids of the owner",
                                "start again if the owner has as many connections as it may"));
    }
}
