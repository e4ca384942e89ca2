package dev.udsecho.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeConverterTest {
    private final SizeConverter sizes = new SizeConverter();

    @ParameterizedTest
    @CsvSource({"1, 1", "64, 64", "16k, 16384", "16K, 16384", "1m, 1048576", "16m, 16777216", "16777216, 16777216"})
    void testConvert_eachUnit(String text, int bytes) {
        assertEquals(bytes, sizes.convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0k", "-1", "1.5k", "17m", "16777217", "64b", "16 k", "k", "1g", "999999999", "16kb"})
    void testConvert_anythingElse_refusedWithWhatIsAllowed(String text) {
        assertEquals(
                "\"" + text + "\" must be a whole number of bytes, or with k or m of KiB or MiB, from 1 to 16m, such as"
                        + " 64, 16k or 1m",
                assertThrows(TypeConversionException.class, () -> sizes.convert(text))
                        .getMessage());
    }
}
