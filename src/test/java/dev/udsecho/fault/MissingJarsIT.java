package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Processes;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the deletion of the program's own jars during the run, as by an upgrade in place: it shuts down as usual. */
class MissingJarsIT {
    @TempDir
    Path directory;

    @Test
    void testJarsDeleted_sigtermDrainsAndEndsIt() throws Exception {
        Path program = directory.resolve("program");
        Path socket = directory.resolve("echo.sock");
        Path log = directory.resolve("log");
        Command.succeed("cp", "-r", "target/quarkus-app", program.toString());
        Process service = Processes.start(service(program, socket, log));
        await().until(() -> Files.readString(log).contains("Listening on"));
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[] {1});
            Command.succeed("rm", "-r", program.toString());
            service.destroy();
            assertTrue(service.waitFor(2, TimeUnit.MINUTES), () -> "still runs");
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertEquals(0, service.exitValue());
        assertFalse(Files.exists(socket));
        assertTrue(Files.readString(log).contains("Ended (accepted 1"), Files.readString(log));
    }

    private static ProcessBuilder service(Path program, Path socket, Path log) {
        ProcessBuilder service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        program.resolve("quarkus-run.jar").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        service.environment().put("ECHO_SOCKET_PATH", socket.toString());
        service.environment().put("ECHO_DRAIN_TIMEOUT", "1s");
        service.environment().put("QUARKUS_HTTP_PORT", "0");
        return service;
    }
}
