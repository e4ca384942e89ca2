package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.text.Durations;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What went wrong on a connection that stood. */
final class ConnectionFault {
    private ConnectionFault() {}

    /** The server ended it. */
    static Finding ended(LoadConnection connection) {
        if (connection.received() == 0) {
            return Cause.CLOSED.found();
        }
        return connection.received() == connection.sent()
                ? Cause.CLOSED.saying("its server closed the connection after " + connection.received()
                        + " bytes, which all came back")
                : Cause.TRUNCATED.found(connection.received(), connection.sent());
    }

    /** Of what came, the first byte that is not the one that was sent, or was never sent, is the one at an index. */
    static Finding differs(LoadConnection connection, ByteBuffer came, int index) {
        if (connection.received() + index == connection.sent()) {
            return ForeignResponse.surplus(connection.sent());
        }
        if (connection.received() == 0) {
            byte[] bytes = new byte[came.remaining()];
            came.get(bytes);
            return new ForeignResponse(bytes).insteadOfEcho(index, connection.sent());
        }
        return Cause.ALTERED.found(connection.received() + index);
    }

    /** The answer was not whole in time. */
    static Finding mute(LoadConnection connection, Duration timeout) {
        return Cause.MUTE.found(connection.received(), connection.sent(), Durations.print(timeout));
    }

    /** No connect worked for too long. */
    static Finding backlogFull(Duration timeout) {
        return Cause.BACKLOG_FULL.found(Durations.print(timeout));
    }
}
