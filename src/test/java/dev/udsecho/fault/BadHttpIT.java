package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests malformed HTTP requests: each connection is answered 400 once and closed, and all of them cause one log line a
 * second.
 */
class BadHttpIT {
    private static final List<String> REQUESTS = List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\n",
            "nonsense\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b [\r\n\r\n",
            "POST /q/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /q/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n");
    private static final int PIPELINED = 20;
    private static final int CONNECTIONS = 100;

    @TempDir
    Path directory;

    @Test
    void testMalformedRequests_areAnswered400_andALineASecond() throws Exception {
        Path socket = directory.resolve("echo.sock");
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_PAGE_ECHO_BOX", "true");
        try (ServeProcess server = ServeProcess.start(variables).awaitStarted()) {
            await().until(() -> server.output().contains("Installed features"));
            long before = server.output().lines().count();
            long start = System.nanoTime();
            for (String request : REQUESTS) {
                assertEquals("HTTP/1.1 400 Bad Request", HttpSockets.firstLine(server, request));
                for (int i = 0; i < CONNECTIONS; i++) {
                    HttpSockets.firstLine(server, request.repeat(PIPELINED));
                }
            }
            assertTrue(Client.isServed(socket));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 2;
            long lines = server.output().lines().count() - before;
            assertTrue(lines <= seconds, () -> lines + " lines in " + seconds + " s");
            assertEquals(0, server.terminate(), server::output);
        }
    }
}
