package dev.udsecho.expect;

import dev.udsecho.client.Answer;
import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Printable;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Expects that a GET request is answered over HTTP/1: with any status, or with 200 to 399 where a path was named. Only the
 * head of the response is read, {@value #MAX_HEAD} bytes of it at most.
 *
 * @param path the path, where one was named
 * @param host the value of the header {@code Host}
 */
record HttpExpectation(Optional<String> path, String host) implements Expectation {
    static final int MAX_HEAD = 64 * 1024;

    private static final String REQUEST =
            "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: udsecho\r\nAccept: */*\r\nConnection: close\r\n\r\n";

    @Override
    public String exchange() {
        return "GET " + path.orElse("/");
    }

    @Override
    public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
        Conversation conversation = connection.converse(deadline);
        conversation.send(REQUEST.formatted(path.orElse("/"), host).getBytes(StandardCharsets.US_ASCII));
        HttpHead.Status status = status(conversation);
        Answer answer = new Answer(
                Printable.beginning(status.toString()),
                connection.age(),
                List.of(new Evidence("HTTP status", String.valueOf(status.code()))));
        if (path.isPresent() && !status.isSuccess()) {
            throw conversation.failure(notServing(status));
        }
        return answer;
    }

    private static HttpHead.Status status(Conversation conversation) throws IOException {
        HttpHead head = new HttpHead();
        Optional<HttpHead.Status> status = Optional.empty();
        while (status.isEmpty()) {
            head.add(conversation.receive().orElseThrow(conversation::ended));
            if (!head.isHttp()) {
                throw conversation.unexpected("HTTP/1");
            }
            status = head.status();
            if (status.isEmpty() && head.length() > MAX_HEAD) {
                throw conversation.failure(Cause.NOT_EXPECTED.saying(
                        "HTTP/1 answers there, and its header does not end within " + MAX_HEAD + " bytes"));
            }
        }
        return status.get();
    }

    private Finding notServing(HttpHead.Status status) {
        return Cause.NOT_SERVING
                .found(Printable.beginning(status.toString()) + " came for " + path.orElseThrow())
                .with("HTTP status", status.code())
                .advisingAlso("name another path with --expect http:/PATH, or another host with --host");
    }
}
