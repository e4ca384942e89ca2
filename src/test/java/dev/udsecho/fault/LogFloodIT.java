package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the log grows by a limited number of lines a second, whatever clients do. */
class LogFloodIT {
    private static final int START_AND_STOP = 12;
    private static final int PREVIEWS_PER_SECOND = 100;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess serve(String key, String value) {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), key, value))
                .awaitStarted();
    }

    @Test
    void testThousandsOfRefusals_logOneLineASecond() throws Exception {
        try (ServeProcess server = serve("ECHO_MAX_CONNECTIONS", "1");
                SocketChannel only = Client.connect(socket)) {
            assertEquals(1, Client.roundTrip(only, new byte[1]).length);
            long start = System.nanoTime();
            for (int i = 0; i < 3000; i++) {
                Client.connect(socket).close();
            }
            await().until(() -> server.output().contains("Refused a connection: 1 are open"));
            assertBounded(server, start, 1);
            assertTrue(server.output().contains("Refused a connection"), server::output);
        }
    }

    @Test
    void testThousandsOfSmallReads_arePreviewedUpToALimit_forEachClient() throws Exception {
        try (ServeProcess server = serve("ECHO_LOG_PAYLOAD", "preview");
                SocketChannel chatty = Client.connect(socket)) {
            long start = System.nanoTime();
            for (int i = 0; i < 5000; i++) {
                assertEquals(1, Client.roundTrip(chatty, new byte[1]).length);
            }
            await().until(() -> {
                Client.roundTrip(chatty, new byte[1]);
                return server.output().contains(" more were not shown)");
            });
            assertBounded(server, start, PREVIEWS_PER_SECOND);
            Client.exchange(socket, "foo".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> server.output().contains("received 3 bytes: \"foo\""));
        }
    }

    /** Allows the lines of each started second, of two text lines each at most: none has a stack trace. */
    private static void assertBounded(ServeProcess server, long start, int linesPerSecond) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 2;
        long lines = server.output().lines().count();
        assertTrue(lines <= START_AND_STOP + seconds * linesPerSecond, () -> lines + " lines in " + seconds + " s");
    }
}
