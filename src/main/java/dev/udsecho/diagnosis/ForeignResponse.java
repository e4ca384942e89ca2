package dev.udsecho.diagnosis;

import dev.udsecho.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** The first bytes of protocols that are common on Unix sockets, as patterns with one character for each byte. */
    private enum Protocol {
        HTTP_1("HTTP/1", "HTTP/1\\.[01] .*"),
        /** RFC 9113, section 4.1: length, type 4 (SETTINGS), flags, stream 0. */
        HTTP_2("HTTP/2 (perhaps gRPC)", "\\x00.{2}\\x04[\\x00\\x01]\\x00{4}.*"),
        /** RFC 8446, section 6: an alert of at least TLS 1.0. */
        TLS("TLS", "\\x15\\x03[\\x00-\\x04]\\x00.*"),
        /** RFC 4253, section 4.2. */
        SSH("SSH", "SSH-.*"),
        REDIS("Redis", "-(ERR|NOAUTH|DENIED|WRONGPASS) .*"),
        /** Protocol 10 of the server's greeting, after four bytes of length and number. */
        MYSQL("MySQL", ".{3}\\x00\\x0a.*"),
        DBUS("D-Bus", "(REJECTED|ERROR)( .*)?\\r\\n.*"),
        MAIL("SMTP or FTP", "220[ -].*");

        private final String title;
        private final Pattern pattern;

        Protocol(String title, String pattern) {
            this.title = title;
            this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        }
    }

    /**
     * Returns whether the answer is of another protocol and not a corrupted echo: it matches a known protocol, or it is
     * short and has another length than what was sent.
     *
     * @param sent the number of bytes sent before it came
     */
    public boolean isAnotherProtocol(long sent) {
        return protocol().isPresent() || bytes.length != sent && bytes.length <= MAX_GREETING_BYTES;
    }

    /**
     * Returns the finding for an answer that came first and differs from what was sent.
     *
     * @param same the number of bytes at its start that equal those sent
     * @param sent the number of bytes sent before it came
     */
    public Finding insteadOfEcho(long same, long sent) {
        return same < Math.min(MAX_CHANCE, sent) && isAnotherProtocol(sent) ? finding() : Cause.ALTERED.found(same);
    }

    /** Returns the finding that everything came back, followed by more bytes. */
    public static Finding surplus(long sent) {
        return Cause.ALTERED.saying("more came back than the " + sent + " bytes that were sent");
    }

    private Optional<Protocol> protocol() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return Arrays.stream(Protocol.values())
                .filter(protocol -> protocol.pattern.matcher(text).matches())
                .findFirst();
    }

    /** Returns the finding that the answer is not an echo. */
    public Finding finding() {
        String title = protocol().map(protocol -> protocol.title).orElse("something else");
        String first = Printable.bytes(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_SHOWN_BYTES)));
        return Cause.NOT_ECHO
                .found(title, first + (bytes.length > MAX_SHOWN_BYTES ? "…" : ""))
                .with("first bytes", first);
    }
}
