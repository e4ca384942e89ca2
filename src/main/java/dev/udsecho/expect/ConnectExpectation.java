package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;

/**
 * Expects that a connect is accepted, and that the connection is not closed within a moment. Nothing is sent. The kernel
 * accepts a connect before the server does (listen(2)), so a server that hangs passes too.
 *
 * @param moment the time within which a server closes connections that it refuses, such as by a rule about peers
 */
record ConnectExpectation(Duration moment) implements Expectation {
    static final Duration MOMENT = Duration.ofMillis(100);

    @Override
    public String exchange() {
        return "open connection";
    }

    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        Answer answer = Answer.of("an open connection", connection.age());
        Conversation conversation = connection.converse(deadline.earlierOf(moment));
        try {
            if (conversation.receive().isEmpty()) {
                throw conversation.ended();
            }
        } catch (EchoException e) {
            if (e.reason() != Cause.MUTE || deadline.isOver()) {
                throw e;
            }
        }
        return answer;
    }
}
