package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessLineTest {
    @Test
    void testNext_isOneOfThem_andAnotherOneEachTime() {
        Buffer first = Buffer.buffer(ReadinessLine.next());
        Buffer second = Buffer.buffer(ReadinessLine.next());
        assertTrue(ReadinessLine.is(first));
        assertTrue(ReadinessLine.is(second));
        assertFalse(first.equals(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udsecho readiness 0\n", "udsecho readiness ffffffffffffffff\n"})
    void testShortestAndLongest_areThemToo(String read) {
        assertTrue(ReadinessLine.is(Buffer.buffer(read)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "udsecho readiness 0",
                "udsecho readiness \n",
                "udsecho readiness g\n",
                "udsecho readiness 0\n\n",
                "udsecho readiness fffffffffffffffff\n",
                "x udsecho readiness 0\n"
            })
    void testAnythingElse_isNot(String read) {
        assertFalse(ReadinessLine.is(Buffer.buffer(read)));
    }
}
