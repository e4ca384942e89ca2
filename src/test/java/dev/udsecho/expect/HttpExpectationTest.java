package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.client.Answer;
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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code http} and {@code http:/PATH}. */
class HttpExpectationTest {
    @TempDir
    Path directory;

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    /** Answers a request with these pieces, and keeps the connection open. */
    private PlainServer.ConnectionHandler answer(String... pieces) {
        return accepted -> {
            requests.add(new String(Client.readOnce(accepted), StandardCharsets.US_ASCII));
            for (String piece : pieces) {
                accepted.write(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1)));
            }
            Client.readToEnd(accepted);
        };
    }

    private void attempt(String word, Attempt.Check check, String... pieces) throws Exception {
        Attempt.on(directory, answer(pieces), word, check);
    }

    @ParameterizedTest
    @CsvSource({
        "http, 200 OK",
        "http, 404 Not Found",
        "http, 503 Busy",
        "http, 500",
        "http:/x, 200 OK",
        "http:/x, 399 Fine"
    })
    void testMeet_status_isTheAnswer(String word, String status) throws Exception {
        attempt(
                word,
                attempt -> {
                    Answer answer = attempt.answer();
                    assertEquals("HTTP/1.1 " + status, answer.words());
                    assertEquals(List.of(new Evidence("HTTP status", status.substring(0, 3))), answer.facts());
                    assertTrue(answer.time().toNanos() > 0);
                },
                "HTTP/1.1 " + status + "\r\nA: b\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"400 Bad Request", "404 Not Found", "503 Service Unavailable", "101 Switching Protocols"})
    void testMeet_otherStatusForAPath_isNotServing(String status) throws Exception {
        attempt(
                "http:/ready",
                attempt -> attempt.assertFails(Cause.NOT_SERVING, " came for /ready; wait until it is ready"),
                "HTTP/1.1 " + status + "\r\n\r\n");
    }

    @Test
    void testMeet_requestIsAGetThatNamesItsHost() throws Exception {
        attempt("http:/a?b", Attempt::answer, "HTTP/1.0 200 OK\r\n\r\n");
        assertEquals(
                "GET /a?b HTTP/1.1\r\nHost: localhost\r\nUser-Agent: udsecho\r\nAccept: */*\r\nConnection: close\r\n\r\n",
                requests.poll(1, TimeUnit.MINUTES));
        Path socket = directory.resolve("h");
        PlainServer server = new PlainServer(socket, answer("HTTP/1.0 200 OK\r\n\r\n"));
        try (server) {
            Expectations.of("http", Optional.of("docker:80"))
                    .meet(new SocketPath(socket), Deadline.in(Duration.ofMinutes(2)));
        }
        assertTrue(requests.poll(1, TimeUnit.MINUTES).startsWith("GET / HTTP/1.1\r\nHost: docker:80\r\n"));
    }

    @Test
    void testMeet_interimResponsesAndPieces_areReadToTheFinalOne() throws Exception {
        attempt(
                "http:/",
                attempt -> assertEquals("HTTP/1.1 204 Fine", attempt.answer().words()),
                "HT",
                "TP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\nA: b\n\nHTTP/1.1 2",
                "04 Fine\r\nA: b\r\n",
                "\r\n");
    }

    @Test
    void testMeet_otherProtocols_areNamedWithTheWordToPass() throws Exception {
        Cause cause = Cause.NOT_EXPECTED;
        attempt("http", attempt -> attempt.assertFails(cause, "SSH answers there, not HTTP/1"), "SSH-2.0-x\r\n");
        attempt("http", attempt -> attempt.assertFails(cause, "pass --expect line:^SSH- to"), "SSH-2.0-x\r\n");
        attempt("http", attempt -> attempt.assertFails(cause, "pass --expect connect to"), "-ERR unknown\r\n");
        attempt("http", attempt -> attempt.assertFails(cause, "pass --expect grpc to"), "\0\0\0\4\0\0\0\0\0");
        attempt("http", attempt -> attempt.assertFails(cause, "something else answers there"), "hello\n");
        attempt("http", attempt -> attempt.assertFails(cause, "something else answers there"), "HTTP/2 200\r\n\r\n");
    }

    @Test
    void testMeet_echo_isNamed() throws Exception {
        Attempt.on(
                directory,
                accepted -> {
                    accepted.write(ByteBuffer.wrap(Client.readOnce(accepted)));
                    Client.readToEnd(accepted);
                },
                "http",
                attempt -> {
                    attempt.assertFails(Cause.NOT_EXPECTED, "an echo answers there, not HTTP/1: \"GET / HTTP/1.1");
                    attempt.assertFails(Cause.NOT_EXPECTED, "pass --expect echo to");
                });
    }

    @Test
    void testMeet_noCompleteAnswer_isClosedOrTruncated() throws Exception {
        Attempt.on(
                directory,
                Client::readOnce,
                "http",
                attempt -> attempt.assertFails(Cause.CLOSED, "closed it with no answer"));
        Attempt.on(
                directory,
                accepted -> {
                    Client.readOnce(accepted);
                    accepted.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII)));
                },
                "http",
                attempt -> attempt.assertFails(Cause.TRUNCATED, "the answer ended after 17 bytes, incomplete"));
    }
}
