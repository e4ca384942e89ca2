package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Creates the findings for connections that failed after the connect, or could not connect. */
final class ConnectionFault {
    private ConnectionFault() {}

    /** Returns the finding for a connection that the server closed. */
    static Finding ended(LoadConnection connection) {
        if (connection.received() == 0) {
            return Cause.CLOSED.found();
        }
        return connection.received() == connection.sent()
                ? Cause.CLOSED.saying("its server closed the connection after " + connection.received()
                        + " bytes, which all came back")
                : Cause.TRUNCATED.found(connection.received(), connection.sent());
    }

    /**
     * Returns the finding for received bytes whose first wrong byte, one that differs or was never sent, is at an
     * index.
     */
    static Finding differs(LoadConnection connection, ByteBuffer received, int index) {
        if (connection.received() + index == connection.sent()) {
            return ForeignResponse.surplus(connection.sent());
        }
        if (connection.received() == 0) {
            byte[] bytes = new byte[received.remaining()];
            received.get(bytes);
            return new ForeignResponse(bytes).insteadOfEcho(index, connection.sent());
        }
        return Cause.ALTERED.found(connection.received() + index);
    }

    /** Returns the finding for a response that was not complete within the timeout. */
    static Finding mute(LoadConnection connection, Duration timeout) {
        return Cause.MUTE.found(connection.received(), connection.sent(), Durations.print(timeout));
    }

    /** Returns the finding for a backlog that stayed full for the timeout. */
    static Finding backlogFull(Duration timeout) {
        return Cause.BACKLOG_FULL.found(Durations.print(timeout));
    }
}
