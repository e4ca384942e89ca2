package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BottleneckAnalysisTest {
    private static BottleneckAnalysis verdict(OptionalLong rate, double busy, double delayed) {
        return new BottleneckAnalysis(
                Samples.load(rate),
                Samples.figures(Samples.unix("/tmp/echo.sock"), 1000, busy, OptionalDouble.of(delayed)));
    }

    @Test
    void testNotes_waitingGenerator_none() {
        assertEquals(List.of(), verdict(OptionalLong.empty(), 0.89, 0.24).notes());
        assertFalse(verdict(OptionalLong.empty(), 0.89, 0.24).isGeneratorBound());
    }

    @Test
    void testNotes_busyGenerator_isNamed() {
        BottleneckAnalysis busy = verdict(OptionalLong.empty(), 0.95, 0);
        assertTrue(busy.isGeneratorBound());
        String note = busy.notes().get(0);
        assertTrue(
                note.startsWith("the generator was busy for 95 % of the time: the figures are the generator's, not the"
                        + " server's: "),
                note);
    }

    @Test
    void testNotes_tooFewProcessors_isNamed() {
        assertEquals(
                List.of(
                        "the generator waited for a processor for 40 % of the time: there are too few for the load and its"
                                + " server"),
                verdict(OptionalLong.empty(), 0.5, 0.4).notes());
    }

    @Test
    void testNotes_idleProcessor_none() {
        EndpointStats figures = Samples.figures(
                Samples.unix("/tmp/echo.sock"), 1000, 0.5, OptionalDouble.of(0.4), OptionalDouble.of(0.3));
        assertEquals(List.of(), new BottleneckAnalysis(Samples.load(OptionalLong.empty()), figures).notes());
    }

    @Test
    void testNotes_rateNotReached_namesTheCause() {
        assertEquals(List.of(), verdict(OptionalLong.of(1000), 0.5, 0).notes());
        assertEquals(
                List.of(
                        "1000 of the 2000 operations/s asked for were done: all connections were waiting for the server,"
                                + " which was too slow for more"),
                verdict(OptionalLong.of(2000), 0.5, 0).notes());
        assertTrue(verdict(OptionalLong.of(2000), 0.5, 0.4)
                .notes()
                .contains(
                        "1000 of the 2000 operations/s asked for were done: load and server had too few processors for"
                                + " more"));
        assertTrue(verdict(OptionalLong.of(2000), 0.95, 0)
                .notes()
                .contains("1000 of the 2000 operations/s asked for were done: the generator was too slow for more"));
    }
}
