package dev.udsecho.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.metrics.EchoMetrics;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.RejectReason;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the documentation have a row for each cause, exit status and metric of the code, and no other. */
class TablesTest {
    /** Statuses of the client's commands only. */
    private static final Set<ExitStatus> NOT_OF_SERVE = EnumSet.of(ExitStatus.IO, ExitStatus.TEMPORARY_FAILURE);

    @Test
    void testCauses() throws IOException {
        Map<String, Integer> expected = new TreeMap<>();
        for (Cause cause : Cause.values()) {
            expected.put(cause.id(), cause.status());
        }
        Map<String, Integer> rows = new TreeMap<>();
        for (List<String> row : Markdown.guide("diagnosis").table("| cause | status | what is the case | shown |")) {
            rows.put(Markdown.code(row.get(0)).get(0), number(row.get(1)));
        }
        assertEquals(expected, rows);
    }

    @Test
    void testExitStatusesOfTheClient_withTheirCauses() throws IOException {
        Map<Integer, Set<String>> expected = new TreeMap<>();
        statuses().forEach(status -> expected.put(status, new TreeSet<>()));
        Arrays.stream(Cause.values())
                .filter(cause -> cause != Cause.OK && cause.status() != ExitStatus.CANNOT_CREATE.number())
                .forEach(cause -> expected.get(cause.status()).add(cause.id()));
        Set<String> ids = Arrays.stream(Cause.values()).map(Cause::id).collect(toCollection(TreeSet::new));
        Map<Integer, Set<String>> rows = new TreeMap<>();
        for (List<String> row : Markdown.guide("client").table("| status | when |")) {
            Set<String> named = new TreeSet<>(Markdown.code(row.get(1)));
            named.retainAll(ids);
            rows.put(number(row.get(0)), named);
        }
        assertEquals(expected, rows);
    }

    @Test
    void testExitStatusesOfTheReadme() throws IOException {
        Set<Integer> rows = new TreeSet<>();
        for (List<String> row : Markdown.of(Markdown.README).table("| exit status | meaning |")) {
            Stream.of(row.get(0).split(",")).forEach(status -> rows.add(number(status)));
        }
        assertEquals(statuses(), rows);
    }

    private static Set<Integer> statuses() {
        return Stream.concat(
                        Arrays.stream(ExitStatus.values()).map(ExitStatus::number),
                        Arrays.stream(Cause.values()).map(Cause::status))
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void testExitStatusesOfTheService() throws IOException {
        List<Integer> rows = Markdown.guide("operations").table("| status | `serve` ends with it when |").stream()
                .map(row -> number(row.get(0)))
                .toList();
        assertEquals(
                EnumSet.complementOf(EnumSet.copyOf(NOT_OF_SERVE)).stream()
                        .map(ExitStatus::number)
                        .toList(),
                rows);
    }

    @Test
    void testMetrics() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (Field field : EchoMetrics.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                field.setAccessible(true);
                expected.add(((String) field.get(null)).replace('.', '_'));
            }
        }
        assertEquals(
                expected,
                metrics().keySet().stream()
                        .map(name -> name.replaceFirst("_(total|seconds)$", ""))
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void testLabelsOfMetrics() throws IOException {
        assertEquals(words(RejectReason.values()), labels("udsecho_connections_rejected_total"));
        assertEquals(words(CloseReason.values()), labels("udsecho_connections_closed_total"));
    }

    private static Set<String> labels(String metric) throws IOException {
        return new TreeSet<>(Markdown.code(metrics().get(metric)));
    }

    private static Set<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::toString).collect(toCollection(TreeSet::new));
    }

    private static Map<String, String> metrics() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (List<String> row : Markdown.guide("observability").table("| metric | meaning |")) {
            rows.put(Markdown.code(row.get(0)).get(0).replaceFirst("\\{.*", ""), row.get(1));
        }
        return rows;
    }

    private static int number(String cell) {
        return Integer.parseInt(cell.strip());
    }
}
