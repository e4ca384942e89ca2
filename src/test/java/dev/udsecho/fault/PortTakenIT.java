package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a start without a free HTTP port, which serves no client before it fails; a start that fails later drains. */
class PortTakenIT {
    @TempDir
    Path directory;

    @Test
    void testPortTaken_noClientIsServed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(69, taken.getLocalPort(), "cannot serve health checks on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void testPortOutOfRange_noClientIsServed() throws Exception {
        assertRefused(64, 70_000, "quarkus.http.port=70000 must be from 0 to 65535");
    }

    /** Sockets that are configured beside the port are bound after the publication, and not tried before. */
    @Test
    void testHttpSocketThatCannotBeBound_drainsClients() throws Exception {
        Path socket = directory.resolve("echo.sock");
        Map<String, String> variables = Map.of(
                "ECHO_SOCKET_PATH",
                socket.toString(),
                "ECHO_DRAIN_TIMEOUT",
                "1s",
                "QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED",
                "true",
                "QUARKUS_HTTP_DOMAIN_SOCKET",
                directory.resolve("missing/http.sock").toString());
        try (Traffic clients = new Traffic(socket, 2);
                ServeProcess server = ServeProcess.start(variables)) {
            assertEquals(69, server.awaitExit(), server::output);
            assertTrue(server.output().contains("Shutting down (connections "), server::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
            assertEquals(List.of(), List.copyOf(clients.complaints()));
        }
    }

    private void assertRefused(int status, int port, String words) throws Exception {
        Path socket = directory.resolve("echo.sock");
        Map<String, String> variables =
                Map.of("ECHO_SOCKET_PATH", socket.toString(), "QUARKUS_HTTP_PORT", String.valueOf(port));
        try (Traffic clients = new Traffic(socket, 2);
                ServeProcess server = ServeProcess.start(variables)) {
            assertEquals(status, server.awaitExit(), server::output);
            assertTrue(server.output().contains("udsecho: " + words), server::output);
            assertEquals(0, clients.served());
            assertEquals(List.of(), List.copyOf(clients.complaints()));
        }
    }
}
