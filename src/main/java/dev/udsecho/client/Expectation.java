package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;

/** What a server must do on a fresh connection to count as ready. Its requests change no state of the server. */
public interface Expectation {
    /** Returns what is tried, as a noun in a few words, such as {@code round trip}. */
    String exchange();

    /**
     * Tries it on a connection on which nothing was sent yet. Blocks until the deadline at most.
     *
     * @throws EchoException with the cause, if the server does not meet the expectation by the deadline
     */
    Answer meet(EchoClient connection, Deadline deadline) throws IOException;

    /** Returns the finding for an answer that meets it, with the facts of the answer. */
    default Finding met(Answer answer) {
        Finding met = Cause.OK.saying(answer.words() + " within " + answer.micros() + " µs");
        for (Evidence fact : answer.facts()) {
            met = met.with(fact.what(), fact.found());
        }
        return met;
    }

    /**
     * Tries it on a new connection.
     *
     * @throws EchoException with the cause, if no connect succeeds or the server does not meet it by the deadline
     */
    default Answer meet(SocketPath path, Deadline deadline) throws IOException {
        try (EchoClient connection = EchoClient.connect(path, deadline)) {
            return meet(connection, deadline);
        }
    }
}
