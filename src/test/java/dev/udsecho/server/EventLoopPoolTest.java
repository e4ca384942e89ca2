package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.TestConfig;
import io.vertx.core.VertxOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopPoolTest {
    private static int size(int before, String eventLoops) {
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(before);
        new EventLoopPool(TestConfig.of(Map.of("echo.event-loops", eventLoops))).accept(options);
        return options.getEventLoopPoolSize();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "7, 3", "64, 32", "256, 64"})
    void testSize_byDefault_isHalfOfTheProcessors_atLeastOne(int processors, int loops) {
        assertEquals(loops, EventLoopPool.size(TestConfig.of(Map.of()), processors));
    }

    @Test
    void testSize_isTheConfiguredNumber() {
        assertEquals(7, EventLoopPool.size(TestConfig.of(Map.of("echo.event-loops", "7")), 2));
    }

    @Test
    void testAccept_enlargesThePool() {
        assertEquals(9, size(4, "9"));
    }

    @Test
    void testAccept_keepsALargerPool() {
        assertEquals(4, size(4, "3"));
        assertEquals(4, size(4, "0"));
    }
}
