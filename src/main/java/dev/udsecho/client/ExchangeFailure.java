package dev.udsecho.client;

import dev.udsecho.diagnosis.Answer;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
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
     * Something came that was not sent.
     *
     * @param offset of the first byte that differs
     * @param sent how many bytes were sent by then
     * @param answer what came with that byte
     */
    static EchoFailed differs(SocketPath path, long offset, long sent, Answer answer) {
        Finding finding =
                offset == 0 && answer.isAnotherProtocol(sent) ? answer.finding() : Cause.ALTERED.found(offset);
        return new EchoFailed(path, finding);
    }

    static EchoFailed ended(SocketPath path, long received, long sent) {
        return new EchoFailed(path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sent));
    }
}
