package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.client.Conversation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer.ConnectionHandler;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests servers that answer without end, slowly, or against the rules. */
class HostileServersTest {
    @TempDir
    Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static void write(SocketChannel accepted, byte[] bytes) throws Exception {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            accepted.write(left);
        }
    }

    /** Sends a beginning, and then the same for as long as the client stays. */
    static ConnectionHandler endless(byte[] start, byte[] more) {
        return accepted -> {
            write(accepted, start);
            while (true) {
                write(accepted, more);
            }
        };
    }

    /** Sends a byte every few milliseconds, less often than the deadline would need. */
    static ConnectionHandler slowly(byte[] bytes) {
        return accepted -> {
            for (byte next : bytes) {
                write(accepted, new byte[] {next});
                TimeUnit.MILLISECONDS.sleep(100);
            }
            Client.readToEnd(accepted);
        };
    }

    @Test
    void testHttp_endlessBody_isNotRead() throws Exception {
        Attempt.on(directory, endless(bytes("HTTP/1.1 200 OK\r\n\r\n"), new byte[100_000]), "http:/", Attempt::answer);
    }

    @Test
    void testHttp_headersWithoutEnd_areReadUpToABound() throws Exception {
        Attempt.on(
                directory,
                endless(bytes("HTTP/1.1 200 OK\r\n"), bytes("A: b\r\n")),
                "http",
                attempt -> attempt.assertFails(
                        Cause.NOT_EXPECTED, "its header does not end within " + HttpExpectation.MAX_HEAD + " bytes"));
    }

    @Test
    void testHttp_interimResponsesWithoutEnd_areReadUpToABound() throws Exception {
        Attempt.on(
                directory,
                endless(new byte[0], bytes("HTTP/1.1 100 Continue\r\n\r\n")),
                "http",
                attempt -> attempt.assertFails(
                        Cause.NOT_EXPECTED, "over " + Conversation.MAX_BYTES + " bytes came, and no complete answer"));
    }

    @Test
    void testHttp_statusCannotControlATerminal_andIsCut() throws Exception {
        Attempt.on(
                directory,
                accepted -> {
                    write(accepted, bytes("HTTP/1.1 200 \u001b[31m" + "x".repeat(9000) + "\r\n\r\n"));
                    Client.readToEnd(accepted);
                },
                "http",
                attempt -> assertEquals(
                        "HTTP/1.1 200 \\u001b[31m" + "x".repeat(120 - 18) + "…",
                        attempt.answer().words()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc", "csi", "line:x"})
    void testZeros_withoutEnd_areNoAnswer(String word) throws Exception {
        Attempt.on(
                directory,
                endless(new byte[0], new byte[5000]),
                word,
                attempt -> attempt.assertFails(Cause.NOT_EXPECTED, "answers there, not"));
    }

    @ParameterizedTest
    @CsvSource({"http, HTTP/1.1 200 OK", "line:x, abcdefghijkl"})
    void testByteAfterByte_endsWithTheDeadline(String word, String text) throws Exception {
        Attempt.on(directory, slowly(bytes(text)), word, attempt -> attempt.assertIsMute(" within 300ms; "));
    }

    /** The server closes with the request unread, which resets the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc", "csi"})
    void testConnectionThatIsReset_isClosed(String word) throws Exception {
        Attempt.on(
                directory,
                accepted -> accepted.read(ByteBuffer.allocate(1)),
                word,
                attempt -> attempt.assertFails(Cause.CLOSED, "no answer"));
    }
}
