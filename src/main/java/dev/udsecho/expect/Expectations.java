package dev.udsecho.expect;

import dev.udsecho.client.EchoExpectation;
import dev.udsecho.client.Expectation;
import dev.udsecho.text.EditDistance;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Parses what users write for {@code --expect}. */
public final class Expectations {
    /** The words, each with the separator where something must follow it. */
    public static final List<String> WORDS = List.of("echo", "connect", "http", "grpc", "csi", "line:");

    private static final String ALLOWED =
            "must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi, line:REGEX";
    private static final String LOCALHOST = "localhost";

    /** A message of one field has one byte for its length. */
    private static final int MAX_SERVICE_BYTES = 127;

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]*");

    private Expectations() {}

    /**
     * Returns what a word means.
     *
     * @param host the host of a request of HTTP; {@code localhost} if empty
     * @throws IllegalArgumentException if the word or the host is wrong; the message names the option
     */
    public static Expectation of(String word, Optional<String> host) {
        String[] parts = word.split(":", 2);
        Optional<String> rest = parts.length == 1 ? Optional.empty() : Optional.of(parts[1]);
        if (host.isPresent() && !parts[0].equals("http")) {
            throw new IllegalArgumentException("--host is for --expect http");
        }
        return switch (parts[0]) {
            case "echo" -> alone(word, rest, new EchoExpectation());
            case "connect" -> alone(word, rest, new ConnectExpectation(ConnectExpectation.MOMENT));
            case "csi" -> alone(word, rest, new CsiExpectation());
            case "http" -> http(word, rest, host.orElse(LOCALHOST));
            case "grpc" -> grpc(word, rest);
            case "line" -> line(word, rest);
            default -> throw wrong(word, ALLOWED + suggestion(parts[0]));
        };
    }

    private static Expectation alone(String word, Optional<String> rest, Expectation expectation) {
        if (rest.isPresent()) {
            throw wrong(word, ALLOWED);
        }
        return expectation;
    }

    private static Expectation http(String word, Optional<String> path, String host) {
        if (path.filter(text -> !text.startsWith("/") || !isVisible(text)).isPresent()) {
            throw wrong(word, "must have a path after http: that begins with / and is ASCII without spaces");
        }
        if (host.isEmpty() || !isVisible(host)) {
            throw new IllegalArgumentException("--host must be ASCII without spaces");
        }
        return new HttpExpectation(path, host);
    }

    private static Expectation grpc(String word, Optional<String> service) {
        if (service.filter(name -> !isVisible(name) || name.length() > MAX_SERVICE_BYTES)
                .isPresent()) {
            throw wrong(word, "must have a service after grpc: of at most 127 characters, ASCII without spaces");
        }
        return new GrpcExpectation(service);
    }

    private static Expectation line(String word, Optional<String> regex) {
        if (regex.filter(text -> !text.isEmpty()).isEmpty()) {
            throw wrong(word, "must have a regular expression after line:");
        }
        try {
            return new LineExpectation(Pattern.compile(regex.get()));
        } catch (PatternSyntaxException e) {
            throw wrong(word, "has no regular expression after line: (" + e.getDescription() + ")");
        }
    }

    private static boolean isVisible(String text) {
        return VISIBLE_ASCII.matcher(text).matches();
    }

    private static String suggestion(String name) {
        List<String> names = WORDS.stream().map(known -> known.replace(":", "")).toList();
        return EditDistance.nearest(name, names)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static IllegalArgumentException wrong(String word, String sentence) {
        return new IllegalArgumentException("--expect " + word + " " + sentence);
    }
}
