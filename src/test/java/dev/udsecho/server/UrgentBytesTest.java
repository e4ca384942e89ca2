package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import java.io.BufferedReader;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests that ordinary bytes come back without a tick of the clock, though an urgent byte (MSG_OOB in <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>) stands before them.
 */
@Tag("long")
class UrgentBytesTest extends ServiceTest {
    /** A client that sends all of its bytes while the first is being answered, says so, and reads the answers. */
    private static final String CLIENT = """
            import socket, sys
            client = socket.socket(socket.AF_UNIX)
            client.settimeout(60)
            client.connect(sys.argv[1])
            client.send(b"-")
            client.send(b"abc", socket.MSG_OOB)
            client.send(b"def")
            print("sent", flush=True)
            received = b""
            while len(received) < 6:
                received += client.recv(100)
            print(received.decode(), flush=True)
            """;

    @Override
    Class<?> logged() {
        return EchoConnection.class;
    }

    @Test
    void testBytesBehindAnUrgentByte_areEchoed() throws Exception {
        Needs.tool("python3");
        CountDownLatch sent = new CountDownLatch(1);
        service(Map.of(), read -> {
                    assertDoesNotThrow(() -> sent.await(1, TimeUnit.MINUTES));
                    return read;
                })
                .start();
        Process client = Processes.start(new ProcessBuilder("python3", "-c", CLIENT, socket.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        try (BufferedReader output = client.inputReader()) {
            assertEquals("sent", output.readLine());
            sent.countDown();
            assertEquals("-abdef", output.readLine());
        }
    }
}
