package dev.udsecho.diagnosis;

import dev.udsecho.text.Printable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of an answer that differs from what was sent. Detects whether the server uses another protocol, and
 * which.
 *
 * @param bytes the received bytes, from the first on
 */
public record ForeignResponse(byte[] bytes) {
    private static final int MAX_SHOWN_BYTES = 48;

    /** The number of bytes of another protocol that may equal the sent bytes by chance. */
    private static final int MAX_CHANCE = 4;

    /** Maximum length of a protocol's greeting in bytes; a longer answer is treated as a corrupted echo. */
    private static final int MAX_GREETING_BYTES = 4096;

    /**
     * Returns whether the answer is of another protocol and not a corrupted echo: it matches a known protocol, or it is
     * short and has another length than what was sent.
     *
     * @param sent the number of bytes sent before it came
     */
    boolean isAnotherProtocol(long sent) {
        return protocol().isPresent() || bytes.length != sent && bytes.length <= MAX_GREETING_BYTES;
    }

    /**
     * Returns the finding for bytes that differ from what was sent.
     *
     * @param same the number of bytes at their start that equal those sent
     * @param received the number of bytes that came before them
     * @param sent the number of bytes sent before they came
     */
    public Finding insteadOfEcho(long same, long received, long sent) {
        if (received + same == sent && sent > 0) {
            return Cause.ALTERED.saying("more came back than the " + sent + " bytes that were sent");
        }
        return received == 0 ? insteadOfEcho(same, sent) : Cause.ALTERED.found(received + same);
    }

    private Finding insteadOfEcho(long same, long sent) {
        return same < Math.min(MAX_CHANCE, sent) && isAnotherProtocol(sent) ? finding() : Cause.ALTERED.found(same);
    }

    private Optional<WireProtocol> protocol() {
        return WireProtocol.of(bytes);
    }

    /** Returns the finding that the answer is not an echo. */
    Finding finding() {
        return withBytesAndAdvice(Cause.NOT_ECHO.found(title(), shown()));
    }

    /**
     * Returns the finding that the answer is not of the expected protocol.
     *
     * @param expected what was expected, as a noun in a few words
     * @param sent the first bytes that were sent before it came
     */
    public Finding insteadOf(String expected, byte[] sent) {
        if (isEchoOf(sent)) {
            return Cause.NOT_EXPECTED
                    .found("an echo", expected, shown())
                    .advisingAlso(WireProtocol.adviceToPass("echo"));
        }
        return withBytesAndAdvice(Cause.NOT_EXPECTED.found(title(), expected, shown()));
    }

    /** Adds the first bytes, and the word to pass if the protocol is known. */
    private Finding withBytesAndAdvice(Finding finding) {
        Finding found = finding.with("first bytes", first());
        return protocol().map(protocol -> found.advisingAlso(protocol.advice())).orElse(found);
    }

    /** Returns whether the answer begins with the bytes that were sent. */
    private boolean isEchoOf(byte[] sent) {
        int length = Math.min(bytes.length, sent.length);
        return length >= MAX_CHANCE && Arrays.mismatch(bytes, 0, length, sent, 0, length) < 0;
    }

    private String title() {
        return protocol().map(WireProtocol::title).orElse("something else");
    }

    private String first() {
        return Printable.bytes(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_SHOWN_BYTES)));
    }

    private String shown() {
        return first() + (bytes.length > MAX_SHOWN_BYTES ? "…" : "");
    }
}
