package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the protobuf fields against the messages of gRPC. */
class ProtobufTest {
    private static Protobuf parse(String hex) {
        return Protobuf.parse(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "my.Service"})
    void testOfText_isTheRequestOfAHealthCheck(String service) {
        assertArrayEquals(
                HealthCheckRequest.newBuilder().setService(service).build().toByteArray(), Protobuf.ofText(service));
        assertEquals(service, Protobuf.parse(Protobuf.ofText(service)).text(1));
    }

    @Test
    void testOfText_longerThanAByteCanTell_isRefused() {
        assertEquals(129, Protobuf.ofText("a".repeat(127)).length);
        assertThrows(IllegalArgumentException.class, () -> Protobuf.ofText("ü".repeat(64)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void testNumber_isTheStatusOfAHealthCheck(ServingStatus status) {
        byte[] message =
                HealthCheckResponse.newBuilder().setStatus(status).build().toByteArray();
        assertEquals(status.getNumber(), Protobuf.parse(message).number(1));
    }

    /** The last value of a field counts, and fields of other types and numbers are skipped. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0801, 1",
        "08010802, 2",
        "1001, 0",
        "08ac02, 300",
        "1d01020304 0801, 1",
        "190102030405060708 0801, 1",
        "1203616263 0801, 1",
        "08ffffffffffffffffff01, -1"
    })
    void testNumber(String message, long number) {
        assertEquals(number, parse(message.replace(" ", "")).number(1));
    }

    @Test
    void testMessage_inAMessage() {
        assertEquals(1, parse("0a020801").message(1).orElseThrow().number(1));
        assertEquals(0, parse("0a00").message(1).orElseThrow().number(1));
        assertTrue(parse("").message(1).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08",
                "0880",
                "0a",
                "0a0261",
                "0affffffff0f",
                "0affffffffffffffffff01",
                "0b",
                "0f",
                "1d010203",
                "19",
                "08ffffffffffffffffffff01"
            })
    void testParse_whatIsNoMessage_isRefused(String message) {
        assertThrows(IllegalArgumentException.class, () -> parse(message));
    }
}
