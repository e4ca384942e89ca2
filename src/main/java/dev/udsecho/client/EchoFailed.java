package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import java.io.IOException;

/** An exchange did not work. It carries its cause as a value, and its message is a whole sentence for a person. */
public final class EchoFailed extends IOException {
    private final Cause reason;

    EchoFailed(Cause reason, SocketPath path, String words) {
        super(path + " (" + reason.id() + "): " + words);
        this.reason = reason;
    }

    /** Why. */
    public Cause reason() {
        return reason;
    }
}
