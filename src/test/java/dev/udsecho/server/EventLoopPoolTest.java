package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.TestConfig;
import io.vertx.core.VertxOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLoopPoolTest {
    private static int size(int before, String eventLoops) {
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(before);
        new EventLoopPool(TestConfig.of(Map.of("echo.event-loops", eventLoops))).accept(options);
        return options.getEventLoopPoolSize();
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
