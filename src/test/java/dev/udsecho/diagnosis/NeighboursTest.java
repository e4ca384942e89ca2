package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighboursTest {
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
    void testDistance_countsTheLettersThatDiffer(String one, String other, int expected) {
        assertEquals(expected, Neighbours.distance(one, other));
    }

    @ParameterizedTest
    @CsvSource({"echo.sock, ecko.sock, true", "echo.sock, docker.sock, false", "a, b, true", "ab, xy, false"})
    void testIsSlipOf_aThirdOfTheLettersMayDiffer(String wanted, String name, boolean expected) {
        assertEquals(expected, Neighbours.isSlipOf(wanted, name));
    }
}
