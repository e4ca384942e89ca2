package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import java.time.Duration;

/** Why an exchange over a connection that stood did not work, in words. */
final class ExchangeFailure {
    private ExchangeFailure() {}

    static EchoFailed late(SocketPath path, long received, long sent, Duration timeout) {
        if (received == sent) {
            return new EchoFailed(
                    Cause.MUTE,
                    path,
                    "all " + sent + " bytes that were sent came back, and the end did not come within "
                            + Durations.print(timeout) + "; end the input, or wait longer with --timeout");
        }
        return new EchoFailed(
                Cause.MUTE,
                path,
                "connected, and " + received + " of " + sent + " bytes came back within " + Durations.print(timeout)
                        + "; look whether its server is stuck, or wait longer with --timeout");
    }

    static EchoFailed altered(SocketPath path, long offset) {
        return new EchoFailed(
                Cause.ALTERED,
                path,
                "the answer differs from what was sent at offset " + offset
                        + "; look whether that is an echo service, or pass --no-verify to print what comes");
    }

    static EchoFailed ended(SocketPath path, long received, long sent) {
        if (received == 0) {
            return new EchoFailed(
                    Cause.CLOSED,
                    path,
                    "its server took the connection and closed it with no answer; look at its log, and at its rules"
                            + " about who may connect");
        }
        return new EchoFailed(
                Cause.TRUNCATED,
                path,
                "the answer ended after " + received + " bytes of the " + sent
                        + " that were sent; look at its server's log");
    }
}
