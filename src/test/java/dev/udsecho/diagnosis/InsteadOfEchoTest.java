package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests an answer that differs: a corrupted echo, or another protocol. */
class InsteadOfEchoTest {
    private static ForeignResponse answer(String text) {
        return new ForeignResponse(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The answer, the number of its bytes that equal those sent, the number of bytes sent, and the cause. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 400 Bad, 0, 60, NOT_ECHO",
        "HTTP/1.1 400 Bad, 3, 60, NOT_ECHO",
        "HTTP/1.1 400 Bad, 4, 60, ALTERED",
        "hello, 0, 5, ALTERED",
        "hello, 0, 6, NOT_ECHO",
        "hello, 2, 3, NOT_ECHO",
        "hello, 2, 2, ALTERED",
        "220 mail, 0, 60, NOT_ECHO",
        "220 mail, 1, 60, NOT_ECHO",
        "220 mail, 3, 60, NOT_ECHO",
        "220 mail, 4, 60, ALTERED",
        "12345678, 0, 8, ALTERED",
        "foobar, 3, 3, ALTERED",
        "fOo, 1, 3, ALTERED"
    })
    void testInsteadOfEcho_fewBytesMatchByChance(String text, long same, long sent, Cause expected) {
        assertEquals(expected, answer(text).insteadOfEcho(same, 0, sent).cause());
    }

    @Test
    void testInsteadOfEcho_corruptedEcho_namesTheOffset() {
        assertEquals(
                "the answer differs from what was sent at offset 7; check whether that is an echo service",
                answer("hello").insteadOfEcho(7, 0, 60).sentence());
    }

    @Test
    void testInsteadOfEcho_laterAnswer_isACorruptedEcho() {
        assertEquals(Cause.ALTERED.found(12), answer("HTTP/1.1 400 Bad").insteadOfEcho(2, 10, 60));
        assertEquals(
                "more came back than the 12 bytes that were sent",
                answer("hello").insteadOfEcho(2, 10, 12).words());
    }

    @Test
    void testFinding_showsTheBeginningOfALongAnswer() {
        String shown = "x".repeat(48);
        assertEquals(
                "something else answers there, no echo: \"" + shown + "\"",
                answer(shown).finding().words());
        Finding longer = answer(shown + "y").finding();
        assertEquals("something else answers there, no echo: \"" + shown + "\"…", longer.words());
        assertEquals(List.of(new Evidence("first bytes", "\"" + shown + "\"")), longer.evidence());
    }

    @Test
    void testIsAnotherProtocol_greetingOfTheLongestLength() {
        assertTrue(answer("x".repeat(4096)).isAnotherProtocol(60));
        assertFalse(answer("x".repeat(4097)).isAnotherProtocol(60));
    }

    @Test
    void testBytes_escapesAllButPrintableAscii() {
        assertEquals(
                "\" ~\\x1f\\x7f\\x80\\n\\r\\t\\\"\\\\\"",
                Printable.bytes(new byte[] {' ', '~', 31, 127, -128, '\n', '\r', '\t', '"', '\\'}));
    }
}
