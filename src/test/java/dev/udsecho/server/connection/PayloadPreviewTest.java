package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PayloadPreviewTest {
    @Test
    void testText_isShownInQuotes() {
        assertEquals("\"foo\"", PayloadPreview.of(Buffer.buffer("foo")));
    }

    @Test
    void testLineBreaksQuotesAndBackslashes_areEscaped() {
        assertEquals("\"a\\nb\\r\\t\\\"\\\\\"", PayloadPreview.of(Buffer.buffer("a\nb\r\t\"\\")));
    }

    @Test
    void testControlSequencesAndNonAsciiCharacters_areEscaped() {
        assertEquals("\"\\x1b[31m\\xc3\\xbc\\x00\\x7f\\x9b\"", PayloadPreview.of(Buffer.buffer(new byte[] {
            0x1b, '[', '3', '1', 'm', (byte) 0xc3, (byte) 0xbc, 0, 0x7f, (byte) 0x9b
        })));
    }

    @Test
    void testEveryByte_isShownAsPrintableAscii() {
        for (int value = 0; value < 256; value++) {
            String shown = PayloadPreview.of(Buffer.buffer(new byte[] {(byte) value}));
            assertTrue(shown.chars().allMatch(letter -> letter >= ' ' && letter <= '~'), shown);
        }
    }

    @Test
    void testLongRead_isCutAfter64BytesWithTheRestCounted() {
        assertEquals("\"" + "x".repeat(64) + "\"", PayloadPreview.of(Buffer.buffer("x".repeat(64))));
        assertEquals("\"" + "x".repeat(64) + "\" and 36 more", PayloadPreview.of(Buffer.buffer("x".repeat(100))));
    }
}
