package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import java.time.Duration;

/** Why an exchange over a connection that stood did not work. */
final class ExchangeFailure {
    private ExchangeFailure() {}

    static EchoException late(SocketPath path, long received, long sent, Duration timeout) {
        String time = Durations.print(timeout);
        if (received == sent) {
            return new EchoException(
                    path,
                    Cause.MUTE
                            .saying("all " + sent + " bytes that were sent came back, and the end did not come within "
                                    + time)
                            .advising("end the input", "wait longer with --timeout"));
        }
        if (received > sent) {
            return new EchoException(
                    path,
                    Cause.MUTE
                            .saying("more came back than was sent, " + received + " bytes for " + sent
                                    + ", and the end did not come within " + time)
                            .advising("look whether that is an echo service"));
        }
        return new EchoException(path, Cause.MUTE.found(received, sent, time));
    }

    /**
     * What came first is not what was sent.
     *
     * @param same how many bytes at its beginning are as they were sent
     * @param sent how many bytes were sent by then
     * @param answer what came
     */
    static EchoException differs(SocketPath path, long same, long sent, ForeignResponse answer) {
        return new EchoException(path, answer.insteadOfEcho(same, sent));
    }

    /** A byte is not the one that was sent, or was not sent. */
    static EchoException altered(SocketPath path, long offset) {
        return new EchoException(path, Cause.ALTERED.found(offset));
    }

    /** All that was sent came back, and then more. */
    static EchoException surplus(SocketPath path, long sent) {
        return new EchoException(path, ForeignResponse.surplus(sent));
    }

    static EchoException ended(SocketPath path, long received, long sent) {
        return new EchoException(path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sent));
    }
}
