package dev.udsecho.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({
        "echo.sock, echo.sock, 0",
        "echo.sock, ecko.sock, 1",
        "echo.sock, echo.sok, 1",
        "echo.sock, echoo.sock, 1",
        "echo.sock, ehco.sock, 2",
        "'', abc, 3",
        "abc, '', 3"
    })
    void testBetween_countsTheCharactersThatDiffer(String one, String other, int expected) {
        assertEquals(expected, EditDistance.between(one, other));
    }
}
