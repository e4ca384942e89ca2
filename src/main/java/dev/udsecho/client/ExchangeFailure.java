package dev.udsecho.client;

import dev.udsecho.diagnosis.Answer;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import java.time.Duration;

/** Why an exchange over a connection that stood did not work. */
final class ExchangeFailure {
    private static final long BY_CHANCE = 4;

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
     * What came first is not what was sent. Some bytes at the beginning may be the same by chance.
     *
     * @param same how many are
     * @param sent how many bytes were sent by then
     * @param answer what came
     */
    static EchoFailed differs(SocketPath path, long same, long sent, Answer answer) {
        return same < Math.min(BY_CHANCE, sent) && answer.isAnotherProtocol(sent)
                ? new EchoFailed(path, answer.finding())
                : altered(path, same);
    }

    /** A byte is not the one that was sent, or was not sent. */
    static EchoFailed altered(SocketPath path, long offset) {
        return new EchoFailed(path, Cause.ALTERED.found(offset));
    }

    static EchoFailed ended(SocketPath path, long received, long sent) {
        return new EchoFailed(path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sent));
    }
}
