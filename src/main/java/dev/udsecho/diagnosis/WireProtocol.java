package dev.udsecho.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Protocols that are common on Unix sockets, recognised by the first bytes of an answer. The patterns have one character
 * for each byte.
 */
enum WireProtocol {
    HTTP_1("HTTP/1", "http", "(HTTP/1\\.[01] |<!DOCTYPE (HTML|html)).*"),
    /** RFC 9113, section 4.1: length, type 4 (SETTINGS) or 7 (GOAWAY), flags, stream 0. */
    HTTP_2("HTTP/2 (perhaps gRPC)", "grpc", "\\x00.{2}(\\x04[\\x00\\x01]|\\x07\\x00)\\x00{4}.*"),
    /** RFC 8446, section 6: an alert of at least TLS 1.0. */
    TLS("TLS", "connect", "\\x15\\x03[\\x00-\\x04]\\x00.*"),
    /** RFC 4253, section 4.2. */
    SSH("SSH", "line:^SSH-", "SSH-.*"),
    REDIS("Redis", "connect", "-(ERR|NOAUTH|DENIED|WRONGPASS) .*"),
    /** Protocol 10 of the server's greeting, after four bytes of length and number. */
    MYSQL("MySQL", "line:.", ".{3}\\x00\\x0a.*"),
    DBUS("D-Bus", "connect", "(REJECTED|ERROR)( .*)?\\r\\n.*"),
    MAIL("SMTP or FTP", "line:^220", "220[ -].*");

    private final String title;
    private final String word;
    private final Pattern pattern;

    WireProtocol(String title, String word, String pattern) {
        this.title = title;
        this.word = word;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** Returns the protocol of an answer, from its first byte on. */
    static Optional<WireProtocol> of(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(protocol -> protocol.pattern.matcher(text).matches())
                .findFirst();
    }

    /** Returns its name for people. */
    String title() {
        return title;
    }

    /** Returns the advice to expect this protocol, with the word to pass. */
    String advice() {
        return adviceToPass(word);
    }

    /** Returns the advice to pass a word as {@code --expect}. */
    static String adviceToPass(String word) {
        return "pass --expect " + word + " to check, wait or ping, if that server is meant";
    }
}
