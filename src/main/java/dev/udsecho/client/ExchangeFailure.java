package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import java.time.Duration;

/** Creates the exceptions for exchanges that failed after the connect. */
final class ExchangeFailure {
    private ExchangeFailure() {}

    /** Returns the failure for a response that was not complete within the timeout. */
    static EchoException timedOut(SocketPath path, long received, long sent, Duration timeout) {
        String time = Durations.print(timeout);
        if (received == sent) {
            return new EchoException(
                    path,
                    Cause.MUTE
                            .saying("all " + sent
                                    + " bytes that were sent came back, and the answer did not end within " + time)
                            .advising("end the input", "wait longer with --timeout"));
        }
        if (received > sent) {
            return new EchoException(
                    path,
                    Cause.MUTE
                            .saying("more came back than was sent, " + received + " bytes for " + sent
                                    + ", and the answer did not end within " + time)
                            .advising("check whether that is an echo service"));
        }
        return new EchoException(path, Cause.MUTE.found(received, sent, time));
    }

    /**
     * Returns the failure for a response that is not what was sent.
     *
     * @param same the number of bytes at its beginning that equal those sent
     * @param received the number of bytes that came before it
     * @param sent the number of bytes that were sent by then
     * @param response the bytes that came
     */
    static EchoException differs(SocketPath path, long same, long received, long sent, byte[] response) {
        if (received + same == sent && sent > 0) {
            return new EchoException(path, ForeignResponse.surplus(sent));
        }
        return new EchoException(
                path,
                received == 0
                        ? new ForeignResponse(response).insteadOfEcho(same, sent)
                        : Cause.ALTERED.found(received + same));
    }

    /** Returns the failure for a connection that the server closed before the response was complete. */
    static EchoException closedEarly(SocketPath path, long received, long sent) {
        return new EchoException(path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sent));
    }
}
