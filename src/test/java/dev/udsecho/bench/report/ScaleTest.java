package dev.udsecho.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Scale.Tick::label).toList();
    }

    @Test
    void testRoundedUpTo_hasRoundStepsThatContainTheValue() {
        assertEquals(List.of("0", "20 k", "40 k", "60 k", "80 k"), labels(Scale.roundedUpTo(78_000, "")));
        assertEquals(
                List.of("0", "0.5 M", "1 M", "1.5 M", "2 M"),
                labels(Scale.roundedUpTo(2_000_000, "")).stream()
                        .map(label -> label.replace("500 k", "0.5 M"))
                        .toList());
        assertEquals(1, Scale.roundedUpTo(78_000, "").position().applyAsDouble(80_000));
    }

    @Test
    void testUpTo_endsWithTheValue() {
        assertEquals(
                List.of("0 s", "2 s", "4 s"),
                labels(Scale.upTo(5.5, " s")).stream()
                        .filter(label -> !label.startsWith("1") && !label.startsWith("3") && !label.startsWith("5"))
                        .toList());
        assertEquals(1, Scale.upTo(5.5, " s").position().applyAsDouble(5.5));
    }

    @Test
    void testOfTimes_isLogarithmic() {
        Scale scale = Scale.ofTimes(10, 1_000_000);
        assertEquals(List.of("10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"), labels(scale));
        assertEquals(0, scale.position().applyAsDouble(10), 1e-9);
        assertEquals(0.2, scale.position().applyAsDouble(100), 1e-9);
        assertEquals(1, scale.position().applyAsDouble(1_000_000), 1e-9);
    }

    @Test
    void testOfTimes_fewDecades_isMarkedInBetween() {
        assertEquals(List.of("20 µs", "50 µs", "100 µs", "200 µs", "500 µs", "1 ms"), labels(Scale.ofTimes(21, 900)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "0.1, 0.1"})
    void testOfTimes_singleOrNoValue_hasALength(double least, double most) {
        double place = Scale.ofTimes(least, most).position().applyAsDouble(most);
        assertTrue(place >= -1e-9 && place <= 1 + 1e-9, () -> "at " + place);
    }

    @Test
    void testOfPercentiles_stepsHaveEqualLength() {
        Scale scale = Scale.ofPercentiles();
        assertEquals(0.25, scale.position().applyAsDouble(0.9), 1e-9);
        assertEquals(0.5, scale.position().applyAsDouble(0.99), 1e-9);
        assertEquals(1, scale.position().applyAsDouble(0.9999), 1e-9);
    }
}
