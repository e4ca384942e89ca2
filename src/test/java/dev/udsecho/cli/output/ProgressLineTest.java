package dev.udsecho.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.bench.Progress;
import dev.udsecho.bench.UnixEndpoint;
import dev.udsecho.path.SocketPath;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void testLine_hasNoControlCharacterOfAPath() {
        UnixEndpoint endpoint = UnixEndpoint.at(SocketPath.of("/tmp/a\u001b[2J.sock"));
        assertEquals(
                "measuring 7 s left, 51234 operations/s, p99 21 µs, 2 errors, /tmp/a\\u001b[2J.sock",
                ProgressLine.line(new Progress(endpoint, true, 51_234.4, 21.2, 2, Duration.ofMillis(6900))));
    }
}
