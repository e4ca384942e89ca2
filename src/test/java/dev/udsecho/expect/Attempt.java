package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.client.Answer;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt of a word of {@code --expect} on a socket.
 *
 * @param socket the socket
 * @param word the word
 */
record Attempt(Path socket, String word) {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    Answer answer() throws Exception {
        return answer(LONG);
    }

    private Answer answer(Duration timeout) throws Exception {
        return Expectations.of(word, Optional.empty()).meet(new SocketPath(socket), Deadline.in(timeout));
    }

    /** Asserts that it fails with a cause, in a message with these words, for which it does not need the deadline. */
    EchoException assertFails(Cause cause, String words) {
        return assertFails(LONG, cause, words);
    }

    /** Asserts that it fails at a short deadline with {@link Cause#MUTE}. */
    void assertIsMute(String words) {
        assertFails(SHORT, Cause.MUTE, words);
    }

    private EchoException assertFails(Duration timeout, Cause cause, String words) {
        EchoException failure = assertThrows(EchoException.class, () -> answer(timeout));
        assertEquals(cause, failure.reason(), failure::getMessage);
        assertTrue(failure.getMessage().contains(words), failure::getMessage);
        return failure;
    }

    /** Attempts a word on a server of one handler. */
    static void on(Path directory, PlainServer.ConnectionHandler handler, String word, Check check) throws Exception {
        Path socket = directory.resolve("s");
        PlainServer server = new PlainServer(socket, handler);
        try (server) {
            check.of(new Attempt(socket, word));
        } finally {
            socket.toFile().delete();
        }
    }

    /** What to assert. */
    @FunctionalInterface
    interface Check {
        void of(Attempt attempt) throws Exception;
    }
}
