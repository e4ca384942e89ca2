package dev.udsecho.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeFailureTest {
    private static final SocketPath PATH = SocketPath.of("/run/echo.sock");

    /** Each case: the number of equal bytes at the start, the number sent, the answer, and the expected cause. */
    @ParameterizedTest
    @CsvSource({
        "0, 60, 220 mail, NOT_ECHO",
        "1, 60, 220 mail, NOT_ECHO",
        "3, 60, 220 mail, NOT_ECHO",
        "4, 60, 220 mail, ALTERED",
        "0, 8, 12345678, ALTERED",
        "3, 3, foobar, ALTERED",
        "1, 3, fOo, ALTERED"
    })
    void testDiffers_fewEqualBytes_countAsChance(int same, int sent, String answer, Cause expected) {
        byte[] came = answer.getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                expected, ExchangeFailure.differs(PATH, same, 0, sent, came).reason());
    }
}
