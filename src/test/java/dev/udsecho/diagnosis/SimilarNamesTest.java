package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarNamesTest {
    @ParameterizedTest
    @CsvSource({"echo.sock, ecko.sock, true", "echo.sock, docker.sock, false", "a, b, true", "ab, xy, false"})
    void testIsTypoOf_aThirdOfTheCharactersMayDiffer(String wanted, String name, boolean expected) {
        assertEquals(expected, SimilarNames.isTypoOf(wanted, name));
    }
}
