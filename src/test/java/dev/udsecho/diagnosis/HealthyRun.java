package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.WarmClient;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

/**
 * Two runs of the same check: one for programs and one for users.
 *
 * @param socket the path as it was given
 * @param json the run with {@code --json}
 * @param said the output of that run
 * @param text the run without it
 */
record HealthyRun(String socket, ClientRun json, JsonNode said, ClientRun text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a client command until it ends: in a JVM of its own, or in a {@link WarmClient}. */
    @FunctionalInterface
    interface Runner {
        ClientRun run(String... words) throws Exception;
    }

    /** Runs both until they end. */
    static HealthyRun of(Runner runner, String socket) throws Exception {
        ClientRun json = runner.run("check", "--json", "--socket", socket);
        ClientRun text = runner.run("check", "--socket", socket);
        return new HealthyRun(socket, json, JSON.readTree(json.output()), text);
    }

    /** Asserts that both report success, and nothing else. */
    void assertOk() {
        assertEquals("ok", said.path("cause").asText(), json::toString);
        assertTrue(said.path("ok").isBoolean() && said.path("ok").asBoolean(), json::output);
        assertTrue(said.path("status").isInt() && said.path("status").asInt() == 0, json::output);
        assertTrue(said.path("rtt_us").isIntegralNumber() && said.path("rtt_us").asLong() >= 0, json::output);
        assertTrue(said.path("summary").asText().contains("round trip"), json::output);
        assertTrue(said.path("advice").isArray(), json::output);
        assertEquals(plainPath(), said.path("path").asText());
        assertSucceeded(json);
        assertSucceeded(text);
        assertTrue(text.output().lines().anyMatch(line -> line.startsWith("ok: ")), text::output);
        assertTrue(text.output().contains("✓"), text::output);
        assertFalse(text.output().contains("✗"), text::output);
    }

    private static void assertSucceeded(ClientRun run) {
        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.problems());
    }

    /** Returns the path without empty names, which the JDK's paths do not have. */
    private String plainPath() {
        return Path.of(socket.replaceFirst("^unix://", "")).toString();
    }

    /** Asserts that an item of evidence begins with these words, followed by anything except a digit. */
    void assertFound(String what, String words) {
        String sought = what.equals(socket) ? plainPath() : what;
        assertTrue(
                StreamSupport.stream(said.path("evidence").spliterator(), false)
                        .filter(fact -> fact.path("what").asText().equals(sought))
                        .anyMatch(fact -> (fact.path("found").asText() + ' ').matches("(?s).*" + words + "\\D.*")),
                () -> what + ": " + words + " is not in " + json.output());
    }
}
