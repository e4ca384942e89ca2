package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a service whose threads are all stuck, including event loops and the shutdown: the watchdog ends the process,
 * and so does a second signal.
 */
class StuckThreadsIT {
    private static final int SOFTWARE = 70;
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    /** The threads that receive signals, end the process, and write the log. */
    private static final List<String> WATCHDOG = List.of("Signal Dispatcher", "shutdown-watchdog", "stderr");

    private static final List<String> WATCHDOG_AND_REMOVAL =
            List.of("Signal Dispatcher", "shutdown-watchdog", "stderr", "name-removal");

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private StuckThreads start(String drainTimeout) throws Exception {
        return StuckThreads.in(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_DRAIN_TIMEOUT", drainTimeout));
    }

    @Test
    void testSigterm_removesTheNameAndEndsIt() throws Exception {
        try (StuckThreads service = start("100ms")) {
            service.server().awaitStarted();
            try (SocketChannel client = Client.connect(socket)) {
                assertArrayEquals(PING, Client.roundTrip(client, PING));
                service.stopAllBut(WATCHDOG_AND_REMOVAL);
                assertEquals(0, service.server().terminate(), service.server()::output);
                assertFalse(Files.exists(socket));
            }
        }
    }

    @Test
    void testSigtermDuringTheStart_endsIt() throws Exception {
        try (StuckThreads service = start("100ms")) {
            service.await("vert.x-");
            service.stopAllBut(WATCHDOG_AND_REMOVAL);
            assertEquals(0, service.server().terminate(), service.server()::output);
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void testNameThatCannotBeRemoved_isReportedWithoutAStackTrace() throws Exception {
        try (StuckThreads service = start("100ms")) {
            service.server().awaitStarted();
            service.stopAllBut(WATCHDOG);
            assertEquals(SOFTWARE, service.server().terminate(), service.server()::output);
            assertTrue(
                    service.server()
                            .output()
                            .contains("udsecho: the shutdown took too long and was cut off, and its socket"
                                    + " file could not be removed; the next start replaces it\n"),
                    service.server()::output);
        }
    }

    @Test
    void testSecondSignal_removesTheNameAndEndsItAtOnce() throws Exception {
        try (StuckThreads service = start("10m")) {
            service.server().awaitStarted();
            service.stopAllBut(WATCHDOG_AND_REMOVAL);
            service.server().beginTermination();
            service.server().signal("HUP");
            assertEquals(0, service.server().awaitExit(), service.server()::output);
            assertFalse(Files.exists(socket));
        }
    }
}
