package dev.udsecho.expect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP/1 response as it arrives: status line and headers, up to an empty line (RFC 9112, sections 2.2 and
 * 4). Interim responses (1xx) before the final one are skipped. The body is not read.
 */
final class HttpHead {
    private static final String START = "HTTP/1.";
    private static final Pattern STATUS_LINE =
            Pattern.compile("(HTTP/1\\.[01]) ([1-9][0-9]{2})(| [^\n]*)\r?\n.*", Pattern.DOTALL);
    private static final Pattern END = Pattern.compile("\n\r?\n");

    private String text = "";

    /** An HTTP response's status. */
    record Status(String version, int code, String reason) {
        /** Returns whether a client would take it for a success or a redirection. */
        boolean isSuccess() {
            return code >= 200 && code < 400;
        }

        private boolean isInterim() {
            return code < 200 && code != 101;
        }

        @Override
        public String toString() {
            return (version + " " + code + " " + reason).strip();
        }
    }

    void add(byte[] bytes) {
        text += new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether what has arrived can be the beginning of a response. */
    boolean isHttp() {
        return text.startsWith(START.substring(0, Math.min(text.length(), START.length())));
    }

    /** Returns the number of characters that have arrived. */
    int length() {
        return text.length();
    }

    /** Returns the status once the head of the final response is complete; empty also if it has none. */
    Optional<Status> status() {
        Matcher end = END.matcher(text);
        while (end.find()) {
            Matcher line = STATUS_LINE.matcher(text);
            if (!line.matches()) {
                return Optional.empty();
            }
            Status status = new Status(
                    line.group(1),
                    Integer.parseInt(line.group(2)),
                    line.group(3).strip());
            if (!status.isInterim()) {
                return Optional.of(status);
            }
            text = text.substring(end.end());
            end = END.matcher(text);
        }
        return Optional.empty();
    }
}
