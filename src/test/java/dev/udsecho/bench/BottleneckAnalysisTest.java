package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BottleneckAnalysisTest {
    private static BottleneckAnalysis verdict(Optional<Long> rate, double busy, double delayed) {
        return new BottleneckAnalysis(
                Samples.load(rate), Samples.figures(Samples.unix("/tmp/echo.sock"), 1000, busy, Optional.of(delayed)));
    }

    @Test
    void testNotes_waitingGenerator_none() {
        assertEquals(List.of(), verdict(Optional.empty(), 0.89, 0.24).notes());
        assertFalse(verdict(Optional.empty(), 0.89, 0.24).isGeneratorBound());
    }

    @Test
    void testNotes_busyGenerator_isNamed() {
        BottleneckAnalysis busy = verdict(Optional.empty(), 0.95, 0);
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
                verdict(Optional.empty(), 0.5, 0.4).notes());
    }

    @Test
    void testNotes_idleProcessor_none() {
        EndpointStats figures =
                Samples.figures(Samples.unix("/tmp/echo.sock"), 1000, 0.5, Optional.of(0.4), Optional.of(0.3));
        assertEquals(List.of(), new BottleneckAnalysis(Samples.load(Optional.empty()), figures).notes());
    }

    @Test
    void testNotes_rateNotReached_namesTheCause() {
        assertEquals(List.of(), verdict(Optional.of(1000L), 0.5, 0).notes());
        assertEquals(
                List.of(
                        "1000 of the 2000 operations/s asked for were done: all connections were waiting for the server,"
                                + " which was too slow for more"),
                verdict(Optional.of(2000L), 0.5, 0).notes());
        assertTrue(verdict(Optional.of(2000L), 0.5, 0.4)
                .notes()
                .contains(
                        "1000 of the 2000 operations/s asked for were done: load and server had too few processors for"
                                + " more"));
        assertTrue(verdict(Optional.of(2000L), 0.95, 0)
                .notes()
                .contains("1000 of the 2000 operations/s asked for were done: the generator was too slow for more"));
    }
}
