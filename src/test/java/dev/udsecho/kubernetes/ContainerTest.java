package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests how containers start and end: quietly, with a reason if they failed, and with 0 if they were told to. */
class ContainerTest {
    static Stream<JsonNode> containers() throws IOException {
        return ManifestTest.containers().map(container -> container[1]);
    }

    static Stream<JsonNode> shells() throws IOException {
        return containers()
                .filter(container -> container.at("/command/0").asText().equals("sh"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testReasonOfAFailure_isTheEndOfTheLog(JsonNode container) {
        assertEquals(
                "FallbackToLogsOnError",
                container.path("terminationMessagePolicy").asText());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testStartupProbe_waitsInPlaceOfFailing(JsonNode container) {
        JsonNode probe = container.path("startupProbe");
        if (probe.isObject()) {
            assertEquals(List.of("udsecho-started"), Manifests.texts(probe.at("/exec/command")));
        }
    }

    /** The API server leaves zeros out, and each apply would see a difference. */
    @ParameterizedTest
    @MethodSource("containers")
    void testNumbers_areNoZeros(JsonNode container) {
        container.findParents("periodSeconds").forEach(probe -> ((ObjectNode) probe)
                .elements()
                .forEachRemaining(value -> assertNotEquals("0", value.asText(), probe::toString)));
    }

    @Test
    void testShells_areOfEachClientThatStays() throws Exception {
        assertEquals(
                List.of("prober", "application", "prober"),
                shells().map(container -> container.path("name").asText()).toList());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void testShell_endsWithZeroWhileItWaits_andWhileItWorks(JsonNode container) throws Exception {
        assertEquals(0, statusAfterTerm(container, "echo $1; exec sleep 600"));
        assertEquals(0, statusAfterTerm(container, "case $1 in wait) ;; *) echo $1; exec sleep 600;; esac"));
    }

    /**
     * Runs the words of the container with a stand-in for the program, and tells it to end after the first output. What
     * it leaves would end with the container.
     */
    private static int statusAfterTerm(JsonNode container, String program) throws Exception {
        String words = container.at("/args/0").asText();
        Process shell = Processes.start(new ProcessBuilder("sh", "-c", "udsecho() { (" + program + "); }; " + words));
        assertNotEquals(-1, shell.getInputStream().read());
        List<ProcessHandle> others = shell.descendants().toList();
        try {
            Processes.signal("TERM", shell.pid());
            assertTrue(shell.waitFor(1, TimeUnit.MINUTES));
            return shell.exitValue();
        } finally {
            others.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
