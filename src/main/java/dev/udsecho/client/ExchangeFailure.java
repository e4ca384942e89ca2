package dev.udsecho.client;

import dev.udsecho.diagnosis.Answer;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import java.time.Duration;

/** Why an exchange over a connection that stood did not work. */
final class ExchangeFailure {
    private ExchangeFailure() {}

    static EchoFailed late(SocketPath path, long received, long sent, Duration timeout) {
        String time = Durations.print(timeout);
        if (received == sent) {
            return new EchoFailed(
                    path,
                    Cause.MUTE
                            .saying("all " + sent + " bytes that were sent came back, and the end did not come within "
                                    + time)
                            .advising("end the input", "wait longer with --timeout"));
        }
        return new EchoFailed(path, Cause.MUTE.found(received, sent, time));
    }

    /**
     * What came first is not what was sent.
     *
     * @param same how many bytes at its beginning are as they were sent
     * @param sent how many bytes were sent by then
     * @param answer what came
     */
    static EchoFailed differs(SocketPath path, long same, long sent, Answer answer) {
        return new EchoFailed(path, answer.insteadOfEcho(same, sent));
    }

    /** A byte is not the one that was sent, or was not sent. */
    static EchoFailed altered(SocketPath path, long offset) {
        return new EchoFailed(path, Cause.ALTERED.found(offset));
    }

    static EchoFailed ended(SocketPath path, long received, long sent) {
        return new EchoFailed(path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sent));
    }
}
