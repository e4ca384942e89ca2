package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a socket directory whose file system does not answer, as its process is stopped: each lookup of a path there
 * blocks in the kernel. This JVM would block too, so it does not access the directory meanwhile.
 */
class HungFileSystemIT {
    private static final Set<Integer> CUT_OFF = Set.of(0, 70);
    private static final byte[] PING = {'p', 'i', 'n', 'g'};
    private static final String NO_ANSWER = "its file system does not answer within 500ms";

    /** The number of rounds, greater than the number of worker threads of a service on few processors. */
    private static final int ROUNDS = 25;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    @TempDir
    Path content;

    @TempDir
    Path directory;

    private Process fileSystem;
    private Path socket;

    @BeforeEach
    void mount() throws Exception {
        fileSystem = mounts.fuse(content, directory);
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testHttpPort_answers_andTheServiceIsReadyAgainWhenTheFileSystemIs() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted();
                SocketChannel open = Client.connect(socket)) {
            assertAnswersWell(server);
            int threads = threads(server);
            whileItHangs(() -> {
                await().untilAsserted(() ->
                        get(server, "/q/health/ready").statusCode(503).body("checks.data.problem", hasItem(NO_ANSWER)));
                for (int round = 0; round < ROUNDS; round++) {
                    assertReportsHang(server);
                    assertArrayEquals(PING, Client.roundTrip(open, PING), server::output);
                }
                awaitComplaints(server, "is not monitored: its file system does not answer within 3s");
            });
            await().until(() -> server.health("ready") == 200);
            awaitComplaints(
                    server,
                    "is not monitored: its file system does not answer within 3s",
                    "is monitored again: its file system answers");
            await().untilAsserted(() -> assertAnswersWell(server));
            assertTrue(Client.isServed(socket), server::output);
            assertArrayEquals(PING, Client.roundTrip(open, PING), server::output);
            assertTrue(threads(server) < threads + ROUNDS, () -> "a thread more a round, of first " + threads);
        }
    }

    /** FUSE is notified of each close, also at a process exit, unless the file system declined it once (fuse_flush). */
    @Test
    void testSigterm_endsIt_andTheNextStartReplacesWhatIsLeft() throws Exception {
        Files.delete(Files.createFile(directory.resolve("closed")));
        try (ServeProcess server = start()) {
            whileItHangs(() -> assertTrue(CUT_OFF.contains(server.terminate()), server::output));
            String complaint = "Cannot withdraw " + socket + ": its file system does";
            assertEquals(
                    1,
                    server.complaints().stream()
                            .filter(line -> line.contains(complaint))
                            .count(),
                    server::output);
        }
        assertNextStartServes();
    }

    /** The kernel cannot finish the process until the file system is notified that its lock file was closed. */
    @Test
    void testSigterm_closesConnections_alsoWhereTheKernelKeepsTheProcess() throws Exception {
        try (ServeProcess server = start();
                SocketChannel open = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            whileItHangs(() -> {
                server.beginTermination();
                FutureTask<byte[]> end = new FutureTask<>(() -> Client.readToEnd(open));
                new Thread(end).start();
                assertEquals(0, end.get(1, TimeUnit.MINUTES).length, server::output);
            });
            assertTrue(CUT_OFF.contains(server.awaitExit()), server::output);
        }
        assertNextStartServes();
    }

    private void awaitComplaints(ServeProcess server, String... predicates) {
        await().untilAsserted(() -> assertEquals(
                Stream.of(predicates)
                        .map(predicate -> "Socket " + socket + " " + predicate)
                        .toList(),
                server.complaints().stream()
                        .map(line -> line.substring(line.indexOf("Socket ")))
                        .toList()));
    }

    private ServeProcess start() {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_DRAIN_TIMEOUT", "100ms"))
                .awaitStarted();
    }

    private void assertNextStartServes() throws Exception {
        try (ServeProcess next = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), next::output);
            assertEquals(0, next.terminate(), next::output);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    private static void assertReportsHang(ServeProcess server) {
        get(server, "/q/health/live")
                .statusCode(200)
                .body("checks.data.found", hasItem("not to be seen: " + NO_ANSWER));
        get(server, "/q/health/ready").statusCode(503).body("checks.data.problem", hasItem(NO_ANSWER));
        get(server, "/q/metrics").statusCode(200).body(containsString("udsecho_socket_published 0.0\n"));
        get(server, "/q/echo")
                .statusCode(200)
                .body("socket.found", equalTo("not to be seen: " + NO_ANSWER))
                .body("roundTrip.problem", equalTo(NO_ANSWER));
    }

    private static void assertAnswersWell(ServeProcess server) {
        get(server, "/q/health/live").statusCode(200).body("checks.data.found", everyItem(is("a socket")));
        get(server, "/q/health/ready").statusCode(200);
        get(server, "/q/metrics").statusCode(200).body(containsString("udsecho_socket_published 1.0\n"));
        get(server, "/q/echo").statusCode(200).body("socket.found", equalTo("a socket"));
    }

    /** Sends a GET request. It fails after two seconds without a byte, when the service closes the connection. */
    private static ValidatableResponse get(ServeProcess server, String path) {
        return RestAssured.get("http://127.0.0.1:" + server.httpPort() + path).then();
    }

    private static int threads(ServeProcess server) throws IOException {
        return Listing.of(Path.of("/proc", String.valueOf(server.pid()), "task"))
                .size();
    }

    private void whileItHangs(Action action) throws Exception {
        Processes.signal("STOP", fileSystem.pid());
        try {
            action.run();
        } finally {
            Processes.signal("CONT", fileSystem.pid());
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
