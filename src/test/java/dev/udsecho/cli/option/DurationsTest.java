package dev.udsecho.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.text.Durations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    private final OptionConverter<Duration> durations = new OptionConverter<>(Durations::of);

    @Test
    void testConvert_eachUnit() {
        assertEquals(Duration.ofMillis(250), durations.convert("250ms"));
        assertEquals(Duration.ofSeconds(5), durations.convert("5s"));
        assertEquals(Duration.ofMinutes(2), durations.convert("2m"));
        assertEquals(Duration.ofHours(1), durations.convert("1h"));
    }

    @Test
    void testConvert_decimals() {
        assertEquals(Duration.ofMillis(500), durations.convert("0.5s"));
        assertEquals(Duration.ofSeconds(90), durations.convert("1.5m"));
        assertEquals(Duration.ofMinutes(75), durations.convert("1.25h"));
        assertEquals(Duration.ofMinutes(9_999_999), durations.convert("9999999m"));
        assertEquals(Duration.ofMillis(9_999_999_999L), durations.convert("9999999.999s"));
        assertEquals(Duration.ofMillis(3_780), durations.convert("0.063m"));
        assertEquals(Duration.ZERO, durations.convert("0s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5ms", "1.s", ".5s", "1.2345s", "5S", "10000000m", "166667h"})
    void testConvert_anythingElse_refusedWithWhatIsAllowed(String text) {
        assertEquals(
                "\"" + text
                        + "\" must be a number of up to seven digits, also with a decimal point, and one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h",
                assertThrows(TypeConversionException.class, () -> durations.convert(text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "250ms", "1500ms", "5s", "90s", "2m", "90m", "1h"})
    void testPrint_isTheFormThatConvertReads(String text) {
        assertEquals(text, Durations.print(durations.convert(text)));
    }
}
