package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignResponseTest {
    private static final int SENT = 60;

    private static ForeignResponse answer(String text) {
        return new ForeignResponse(text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Bytes in octal, as in Java's escapes. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 400 Bad Request\\r\\n, HTTP/1",
        "'\\0\\0\\22\\4\\0\\0\\0\\0\\0\\0\\3', 'HTTP/2 (perhaps gRPC)'",
        "'\\0\\0\\0\\4\\1\\0\\0\\0\\0', 'HTTP/2 (perhaps gRPC)'",
        "'\\25\\3\\1\\0\\2\\2\\106', TLS",
        "SSH-2.0-OpenSSH_9.2\\r\\n, SSH",
        "-ERR unknown command\\r\\n, Redis",
        "'I\\0\\0\\0\\n8.0.36\\0', MySQL",
        "'REJECTED EXTERNAL\\r\\n', D-Bus",
        "220 mail ready\\r\\n, SMTP or FTP",
        "hello, something else"
    })
    void testFinding_namesTheProtocolByItsFirstBytes(String text, String protocol) {
        ForeignResponse answer = answer(text);
        assertTrue(answer.isAnotherProtocol(SENT));
        assertEquals(Cause.NOT_ECHO, answer.finding().cause());
        assertTrue(
                answer.finding().words().startsWith(protocol + " answers there, no echo: \""), answer.finding()::words);
    }

    @Test
    void testFinding_cannotEndALine() {
        assertEquals(
                "HTTP/1 answers there, no echo: \"HTTP/1.1 200 \\x1b[31m\\n\\xe2\"",
                answer("HTTP/1.1 200 \\33[31m\\n\\342").finding().words());
    }

    @Test
    void testIsAnotherProtocol_sameLengthAsSent_isACorruptedEcho() {
        assertFalse(answer("x".repeat(SENT)).isAnotherProtocol(SENT));
        assertTrue(answer("x".repeat(SENT - 1)).isAnotherProtocol(SENT));
    }

    @Test
    void testIsAnotherProtocol_longerThanAnyGreeting_isACorruptedEcho() {
        assertFalse(answer("x".repeat(5000)).isAnotherProtocol(SENT));
    }
}
