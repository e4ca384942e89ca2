package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the words of {@code --expect}. */
class ExpectationsTest {
    private static String refusal(String word, Optional<String> host) {
        return assertThrows(IllegalArgumentException.class, () -> Expectations.of(word, host))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "echo, round trip",
        "connect, open connection",
        "http, GET /",
        "http:/a?b=c, GET /a?b=c",
        "grpc, gRPC health check",
        "grpc:, gRPC health check",
        "grpc:my.Service, gRPC health check",
        "csi, CSI probe",
        "line:^220, first line",
        "line:a:b, first line"
    })
    void testOf_namesWhatIsTried(String word, String exchange) {
        assertEquals(exchange, Expectations.of(word, Optional.empty()).exchange());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gprc     | gprc must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi, line:REGEX; did you mean grpc?",
                "HTTP     | HTTP must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi, line:REGEX",
                "echo:    | echo: must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi, line:REGEX",
                "csi:x    | csi:x must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi, line:REGEX",
                "http:    | http: must have a path after http: that begins with / and is ASCII without spaces",
                "http:/ x | http:/ x must have a path after http: that begins with / and is ASCII without spaces",
                "http:/ü  | http:/ü must have a path after http: that begins with / and is ASCII without spaces",
                "grpc:a b | grpc:a b must have a service after grpc: of at most 127 characters, ASCII without spaces",
                "line     | line must have a regular expression after line:",
                "line:    | line: must have a regular expression after line:",
                "line:[   | line:[ has no regular expression after line: (Unclosed character class)"
            })
    void testOf_wrongWord_isRefusedInOneSentence(String word, String sentence) {
        assertEquals("--expect " + sentence, refusal(word, Optional.empty()));
    }

    @Test
    void testOf_requestCannotBeSplit() {
        refusal("http:/x\r\nHost:y", Optional.empty());
        assertEquals("--host must be ASCII without spaces", refusal("http", Optional.of("a\r\nb")));
        assertEquals("--host must be ASCII without spaces", refusal("http", Optional.of("")));
    }

    @Test
    void testOf_hostWithoutHttp_isRefused() {
        assertEquals("--host is for --expect http", refusal("grpc", Optional.of("a")));
    }

    @Test
    void testOf_serviceOfTheGreatestLength() {
        Expectations.of("grpc:" + "a".repeat(127), Optional.empty());
        refusal("grpc:" + "a".repeat(128), Optional.empty());
    }
}
