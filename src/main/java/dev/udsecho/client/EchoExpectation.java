package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Expects that random bytes come back. */
public final class EchoExpectation implements Expectation {
    /** The causes for which a server of another protocol is not recognised: it waits for more, or closes. */
    private static final Set<Cause> UNKNOWN_PROTOCOL = EnumSet.of(Cause.MUTE, Cause.CLOSED);

    @Override
    public String exchange() {
        return "round trip";
    }

    @Override
    public Finding met(Answer answer) {
        return Cause.OK.found(answer.micros());
    }

    /** Returns an answer with the duration of a round trip without the connect. */
    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        try {
            return Answer.of("an echo", new FirstRoundTrip(connection, deadline).run());
        } catch (EchoException e) {
            throw UNKNOWN_PROTOCOL.contains(e.reason())
                    ? connection.failure(
                            e.finding().advisingAlso("pass --expect connect if it is no echo service that is meant"))
                    : e;
        }
    }
}
