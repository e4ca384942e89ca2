package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.server.connection.MemoryBudget;
import dev.udsecho.testing.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the memory limit of each server suffices for its connections, by the rule of the Kubernetes page. */
class ManifestMemoryTest {
    private static final long MIB = 1024 * 1024;

    /** The maximum heap that the JVM reports with the image's -Xmx48m and Serial GC. */
    private static final long HEAP = 48_693_248;

    private static final int DEFAULT = 8192;

    /** Returns the rule's limit in MiB. */
    private static double needed(int connections) {
        return 97.5 + 11.5 * connections / 1000;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, DEFAULT, 30_000, 1_000_000})
    void testRule_sufficesForAnyNumber(int connections) {
        long limit = (long) (needed(connections) * MIB);
        assertEquals(connections, MemoryBudget.of(limit, HEAP, connections).connections());
    }

    @Test
    void testRule_asksForLittleMoreThanNeeded() {
        assertTrue(MemoryBudget.of((long) (needed(DEFAULT) * 0.99 * MIB), HEAP, DEFAULT)
                        .connections()
                < DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes.yml", "daemonset.yml", "job.yml"})
    void testLimitOfAServer_fitsTheRule(String file) throws Exception {
        List<JsonNode> servers = Manifests.in(file).stream()
                .flatMap(object -> object.findParents("startupProbe").stream())
                .toList();
        assertEquals(1, servers.size());
        String limit = servers.get(0).at("/resources/limits/memory").asText();
        assertTrue(needed(DEFAULT) <= Integer.parseInt(limit.replace("Mi", "")), limit);
    }

    @Test
    void testGuide_statesTheRule() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/kubernetes.md"));
        assertTrue(page.contains("97.5 MiB and 11.5 MiB for each 1,000 of `echo.max-connections`"));
    }
}
