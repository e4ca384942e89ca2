package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.text.Printable;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expects that the server speaks first, with a line in which a pattern is found. Nothing is sent. The line ends with a
 * line feed, with the connection, or after {@value #MAX_CHARACTERS} bytes; of MySQL it is the version.
 *
 * @param pattern what the line must contain, which may be anchored
 */
record LineExpectation(Pattern pattern) implements Expectation {
    static final int MAX_CHARACTERS = 1024;

    /** The server's greeting of MySQL: length, number, the protocol's version, and the server's version. */
    private static final Pattern MYSQL = Pattern.compile(".{3}\\x00\\x0a([^\\x00]+)\\x00.*", Pattern.DOTALL);

    @Override
    public String exchange() {
        return "first line";
    }

    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        Conversation conversation = connection.converse(deadline);
        String line = line(conversation);
        Answer answer = new Answer(
                '"' + Printable.beginning(line) + '"',
                connection.age(),
                List.of(new Evidence("first line", Printable.beginning(line))));
        if (!pattern.matcher(line).find()) {
            throw conversation.unexpected("a line that matches " + pattern);
        }
        return answer;
    }

    private static String line(Conversation conversation) throws IOException {
        StringBuilder received = new StringBuilder();
        Optional<byte[]> more = receive(conversation);
        while (more.isPresent()) {
            received.append(new String(more.get(), StandardCharsets.ISO_8859_1));
            if (received.indexOf("\n") >= 0 || received.length() >= MAX_CHARACTERS) {
                return firstLine(received.toString());
            }
            more = conversation.receive();
        }
        if (received.isEmpty()) {
            throw conversation.ended();
        }
        return firstLine(received.toString());
    }

    private static Optional<byte[]> receive(Conversation conversation) throws IOException {
        try {
            return conversation.receive();
        } catch (EchoException e) {
            throw e.reason() == Cause.MUTE
                    ? conversation.failure(
                            e.finding().advisingAlso("expect something else, if its clients speak first"))
                    : e;
        }
    }

    private static String firstLine(String text) {
        Matcher mysql = MYSQL.matcher(text);
        String line = mysql.matches() ? mysql.group(1) : text.split("\n", 2)[0];
        byte[] bytes =
                line.substring(0, Math.min(line.length(), MAX_CHARACTERS)).getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }
}
