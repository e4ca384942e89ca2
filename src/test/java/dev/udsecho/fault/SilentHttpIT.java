package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests connections to the HTTP port that send nothing, and reconnect when they are closed. */
class SilentHttpIT {
    private static final int SILENT = 360;
    private static final int CHECKS = 12;

    @TempDir
    Path directory;

    @Test
    void testSilentConnectionsThatReconnect_healthAnswersEachTime() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> crowd = new ArrayList<>();
            for (int i = 0; i < SILENT; i++) {
                Thread client = new Thread(() -> reconnect(server, over));
                client.start();
                crowd.add(client);
            }
            try {
                for (int i = 0; i < CHECKS; i++) {
                    assertTrue(HttpSockets.isUp(server, "live"), "check " + i);
                }
            } finally {
                over.set(true);
            }
            for (Thread client : crowd) {
                client.join(HttpSockets.LIMIT_MILLIS);
            }
            assertEquals(0, server.terminate(), server::output);
        }
    }

    private static void reconnect(ServeProcess server, AtomicBoolean over) {
        while (!over.get()) {
            try (Socket silent = HttpSockets.connect(server)) {
                silent.getInputStream().read();
            } catch (IOException reset) {
                // It comes again.
            }
        }
    }
}
