package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.ClientRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The output of the packaged program's check, read by the contract of its JSON.
 *
 * @param run the whole run
 * @param report the JSON object
 */
record CheckRun(ClientRun run, JsonNode report) {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static CheckRun of(ClientRun run) throws Exception {
        return new CheckRun(run, STRICT.readTree(run.output()));
    }

    /** Asserts that cause, status and path are as expected, and all required fields are present. */
    void assertNames(String cause, int status, Path path) {
        assertEquals(cause, report.path("cause").asText(), this::toString);
        assertEquals(status, run.status(), this::toString);
        assertEquals(status, report.path("status").asInt(-1), this::toString);
        assertEquals(path.toString(), report.path("path").asText(), this::toString);
        boolean ok = cause.equals("ok");
        assertEquals(ok, report.path("ok").asBoolean(!ok), this::toString);
        assertEquals(ok, report.path("rtt_us").isNumber(), this::toString);
        assertTrue(ok || !report.path("advice").isEmpty(), this::toString);
        assertFalse(report.path("evidence").isEmpty(), this::toString);
        assertFalse(texts().stream().anyMatch(String::isBlank), this::toString);
        assertFalse(report.path("summary").asText().chars().anyMatch(Character::isISOControl), this::toString);
    }

    /**
     * Asserts that summary, evidence or advice contain the words; words that begin with ./ are an absolute path there.
     */
    void assertSays(List<String> words, Path directory) {
        String all = texts().toString();
        for (String word : words) {
            String full = word.startsWith("./")
                    ? Pattern.quote(directory + word.substring(1)) + "(?![\\w/-])"
                    : Pattern.quote(word);
            assertTrue(Pattern.compile(full).matcher(all).find(), () -> "no \"" + word + "\" in " + this);
        }
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(report.path("summary").asText()));
        for (JsonNode piece : report.path("evidence")) {
            texts.add(piece.path("what").asText());
            texts.add(piece.path("found").asText());
        }
        report.path("advice").forEach(sentence -> texts.add(sentence.asText()));
        return texts;
    }
}
