package dev.udsecho.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the dashboard's first panel is red for a lost name, and not for a service that needs no name. */
class PublishedPanelTest {
    @TempDir
    Path directory;

    private static String query() throws IOException {
        JsonNode panels = Manifests.in("monitoring/dashboard.json").get(0).path("panels");
        return StreamSupport.stream(panels.spliterator(), false)
                .filter(panel -> panel.path("title").asText().equals("Published"))
                .map(panel -> panel.at("/targets/0/expr").asText())
                .findFirst()
                .orElseThrow()
                .replaceAll("\\$(job|instance)", ".*");
    }

    /**
     * Takes whether one service has its name, whether the other has it, stands by or drains, and what the panel shows.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 0, 0, 1", "1, 0, 1, 0, 1", "1, 0, 0, 1, 1", "0, 0, 1, 0, 0", "0, 0, 0, 1, 0", "1, 0, 0, 0, 0"})
    void testTwoServices_areRedOnlyForOneThatShouldHaveItsName(int one, int other, int standby, int draining, int shown)
            throws Exception {
        assertShown(one, other, standby, draining, "{labels: '{}', value: " + shown + "}");
    }

    @Test
    void testNoServiceThatNeedsAName_isNoData() throws Exception {
        Needs.tool("promtool");
        assertPromtoolAgrees(
                "{series: 'udsecho_socket_published', values: 0}, {series: 'udsecho_socket_standby', values: 1}", "");
    }

    private void assertShown(int one, int other, int standby, int draining, String sample) throws Exception {
        Needs.tool("promtool");
        String series = "{series: 'udsecho_socket_published{instance=\"%s\"}', values: %d}, "
                + "{series: 'udsecho_socket_standby{instance=\"%s\"}', values: %d}, "
                + "{series: 'udsecho_socket_draining{instance=\"%s\"}', values: %d}";
        assertPromtoolAgrees(
                series.formatted("a", one, "a", 0, "a", 0) + ", "
                        + series.formatted("b", other, "b", standby, "b", draining),
                sample);
    }

    private void assertPromtoolAgrees(String series, String samples) throws Exception {
        Path test = Files.writeString(directory.resolve("test.yml"), """
                tests:
                  - interval: 15s
                    input_series: [%s]
                    promql_expr_test: [{expr: '%s', exp_samples: [%s]}]
                """.formatted(series, query(), samples));
        Command run = Command.run("promtool", "test", "rules", test.toString());
        assertEquals(0, run.status(), run::output);
    }
}
