package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.time.Deadline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code connect} and {@code line:REGEX}, which send nothing. */
class FirstBytesTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    /** Sends a text, and keeps the connection open. */
    private PlainServer.ConnectionHandler greet(String text) {
        return accepted -> {
            accepted.write(ByteBuffer.wrap(text.translateEscapes().getBytes(StandardCharsets.UTF_8)));
            received.add(Client.readToEnd(accepted));
        };
    }

    private static void close(String text, java.nio.channels.SocketChannel accepted) throws Exception {
        accepted.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"''", "'220 ready\\r\\n'"})
    void testConnect_connectionThatStays_isTheAnswer(String greeting) throws Exception {
        Attempt.on(directory, greet(greeting), "connect", attempt -> {
            assertEquals("an open connection", attempt.answer().words());
            assertEquals(0, received.poll(1, TimeUnit.MINUTES).length);
        });
    }

    @Test
    void testConnect_connectionThatIsClosed_isClosed() throws Exception {
        Attempt.on(directory, accepted -> {}, "connect", attempt -> {
            Expectation patient = new ConnectExpectation(LONG);
            EchoException failure = assertThrows(
                    EchoException.class, () -> patient.meet(new SocketPath(attempt.socket()), Deadline.in(LONG)));
            assertEquals(Cause.CLOSED, failure.reason());
        });
    }

    @Test
    void testConnect_deadlineBeforeTheMomentIsOver_isMute() throws Exception {
        Attempt.on(directory, greet(""), "connect", attempt -> {
            Expectation patient = new ConnectExpectation(LONG);
            Deadline over = Deadline.in(Duration.ofMillis(1));
            EchoException failure =
                    assertThrows(EchoException.class, () -> patient.meet(new SocketPath(attempt.socket()), over));
            assertEquals(Cause.MUTE, failure.reason());
        });
    }

    @Test
    void testConnect_missingSocket_hasTheCauseOfTheConnect() {
        new Attempt(directory.resolve("none"), "connect").assertFails(Cause.NO_FILE, "nothing has that name");
    }

    @ParameterizedTest
    @CsvSource({
        "line:^SSH-2, 'SSH-2.0-OpenSSH_9.2\\r\\n', SSH-2.0-OpenSSH_9.2",
        "line:^220.*ready$, '220 mail ready\\r\\n250 x', 220 mail ready",
        "line:^8\\., 'I\\0\\0\\0\\n8.0.36\\0more\\nmore', 8.0.36",
        "line:grüezi, 'grüezi\\n', grüezi",
        "line:red, '\\33[31mred\\n', \\u001b[31mred"
    })
    void testLine_thatMatches_isTheAnswer(String word, String greeting, String shown) throws Exception {
        Attempt.on(directory, greet(greeting), word, attempt -> {
            assertEquals('"' + shown + '"', attempt.answer().words());
            assertEquals(
                    List.of(new Evidence("first line", shown)), attempt.answer().facts());
            assertEquals(0, received.poll(1, TimeUnit.MINUTES).length);
        });
    }

    @Test
    void testLine_withoutItsEnd_endsWithTheConnection() throws Exception {
        Attempt.on(
                directory,
                accepted -> close("ready", accepted),
                "line:^ready$",
                attempt -> assertEquals("\"ready\"", attempt.answer().words()));
    }

    @Test
    void testLine_thatDoesNotMatch_isNotExpected() throws Exception {
        Attempt.on(directory, greet("220 mail\\n"), "line:^SSH-", attempt -> {
            attempt.assertFails(
                    Cause.NOT_EXPECTED, "SMTP or FTP answers there, not a line that matches ^SSH-: \"220 mail\\n\"");
            attempt.assertFails(Cause.NOT_EXPECTED, "pass --expect line:^220 to");
        });
        Attempt.on(
                directory,
                greet("a\\nb\\n"),
                "line:b",
                attempt -> attempt.assertFails(Cause.NOT_EXPECTED, "something else"));
    }

    @Test
    void testLine_withoutEnd_isReadForItsFirstThousandBytes() throws Exception {
        Attempt.on(
                directory,
                greet("x".repeat(1023) + "yz"),
                "line:y$",
                attempt -> assertTrue(attempt.answer().words().endsWith("x…\"")));
        Attempt.on(
                directory,
                greet("x".repeat(9999)),
                "line:y",
                attempt -> attempt.assertFails(Cause.NOT_EXPECTED, "something else"));
    }

    @Test
    void testLine_serverThatWaits_isMute() throws Exception {
        Attempt.on(
                directory,
                greet(""),
                "line:x",
                attempt -> attempt.assertIsMute(
                        "nothing came within 300ms; check whether its server is stuck, or wait longer with --timeout, or expect"
                                + " something else, if its clients speak first"));
        Attempt.on(directory, accepted -> {}, "line:x", attempt -> attempt.assertFails(Cause.CLOSED, "no answer"));
    }
}
