package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.bench.report.TextReport;
import dev.udsecho.bench.tcp.TcpEndpoint;
import dev.udsecho.diagnosis.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final List<String> NAMES = List.of(
            "path",
            "ok",
            "cause",
            "status",
            "version",
            "server",
            "mode",
            "connections",
            "size",
            "threads",
            "rate",
            "duration_s",
            "warmup_s",
            "operations",
            "operations_per_second",
            "bytes_per_second",
            "errors",
            "errors_by_cause",
            "min_us",
            "mean_us",
            "p50_us",
            "p75_us",
            "p90_us",
            "p99_us",
            "p99_9_us",
            "p99_99_us",
            "max_us",
            "unanswered",
            "generator_busy",
            "generator_bottleneck",
            "generator_delayed",
            "processors_idle",
            "verified");

    private static Measurement of(EndpointStats... stats) {
        return Measurement.of(Samples.load(Optional.empty()), List.of(stats));
    }

    @Test
    void testFields_haveNamesInOrder() {
        assertEquals(NAMES, List.copyOf(of(Samples.figures(10)).fields().keySet()));
    }

    @Test
    void testFields_timesBelow100_haveOneDecimal() {
        Map<String, Object> fields = of(Samples.figures(1000)).fields();
        assertEquals(Optional.of(1.0), fields.get("min_us"));
        assertEquals(Optional.of(500L), fields.get("p50_us"));
        assertEquals(1000.0, fields.get("operations_per_second"));
        assertEquals(64_000L, fields.get("bytes_per_second"));
    }

    @Test
    void testFields_nothingMeasured_areNull() {
        Map<String, Object> fields = of(Samples.figures(0)).fields();
        assertEquals(Optional.empty(), fields.get("p50_us"));
        assertEquals(Optional.empty(), fields.get("mean_us"));
        assertEquals(0.0, fields.get("operations_per_second"));
        assertFalse(fields.toString().matches("(?s).*(NaN|Infinity).*"), fields::toString);
    }

    @Test
    void testFields_withTcp_includeItsFieldsAndTheRatio() {
        EndpointStats tcp = Samples.figures(TcpEndpoint.on(4711), 500, 0.5, Optional.empty());
        Map<String, Object> fields = of(Samples.figures(1000), tcp).fields();
        assertEquals(
                NAMES,
                List.copyOf(((Map<?, ?>) fields.get("tcp"))
                        .keySet().stream().map(Object::toString).toList()));
        assertEquals("127.0.0.1:4711", ((Map<?, ?>) fields.get("tcp")).get("path"));
        assertEquals(Optional.of(2.0), ((Map<?, ?>) fields.get("ratio")).get("operations_per_second"));
        assertEquals(Optional.of(2.0), ((Map<?, ?>) fields.get("ratio")).get("p50"));
    }

    @Test
    void testFields_withTcpThatMeasuredNothing_ratioIsNull() {
        EndpointStats tcp = Samples.figures(TcpEndpoint.on(4711), 0, 0, Optional.empty());
        Map<String, Object> fields = of(Samples.figures(1000), tcp).fields();
        assertEquals(Optional.empty(), ((Map<?, ?>) fields.get("ratio")).get("operations_per_second"));
        assertEquals(Optional.empty(), ((Map<?, ?>) fields.get("ratio")).get("p50"));
    }

    @Test
    void testStatus_isThatOfTheFirstFailure() {
        Measurement failed = of(Samples.figures(10, Cause.CLOSED.found(), Cause.STALE.found(), Cause.STALE.found()));
        assertEquals(Cause.CLOSED.status(), failed.status());
        assertEquals(Optional.of("closed"), failed.fields().get("cause"));
        assertEquals(Map.of("closed", 1L, "stale", 2L), failed.fields().get("errors_by_cause"));
        assertEquals(3L, failed.fields().get("errors"));
        assertEquals(0, of(Samples.figures(10)).status());
    }

    @Test
    void testText_twoEndpoints_areColumns() {
        EndpointStats tcp = Samples.figures(TcpEndpoint.on(4711), 500, 0.5, Optional.empty(), Cause.CLOSED.found());
        String text = new TextReport(of(Samples.figures(1000), tcp)).text();
        List<String> lines = text.lines().toList();
        assertEquals("--- /tmp/echo.sock ---", lines.get(0));
        assertEquals("pingpong, 10 connections, 64 bytes, 1 thread, every byte compared, 1.0 s", lines.get(1));
        assertEquals("               Unix    TCP   Unix/TCP", lines.get(2));
        assertEquals("operations/s   1000    500       2.00", lines.get(3));
        assertTrue(lines.contains("p50 µs          500    250       2.00"), text);
        assertTrue(lines.contains("errors            0      1"), text);
        assertTrue(lines.contains("  closed          0      1"), text);
    }
}
