package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the HTTP port that take no answers, send bad requests, or fill it, in a service with the image's memory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpFloodIT {
    private static final int REQUESTS = 150_000;
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    static Path directory;

    private static Path socket;
    private static ServeProcess server;

    @BeforeAll
    static void start() {
        socket = directory.resolve("echo.sock");
        server = ServeProcess.start(socket, "-Xmx48m", "-XX:MaxDirectMemorySize=64m")
                .awaitStarted();
        assertEquals(200, server.health("ready"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/health", "/q/metrics", "/q/echo"})
    void testPipelineWhoseAnswersAreNotRead_isCutOff_andHarmsNobody(String path) throws Exception {
        try (SocketChannel client = Client.connect(socket)) {
            flood("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertArrayEquals(PING, Client.roundTrip(client, PING));
            await().until(() -> server.health("live") == 200 && server.health("ready") == 200);
            assertArrayEquals(PING, Client.roundTrip(client, PING));
        }
        assertFalse(server.output().contains("OutOfMemoryError"), server::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GARBAGE\r\n\r\n"})
    void testBadRequests_areNoFloodOfTheLog(String request) throws Exception {
        long before = server.output().lines().count();
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            try (Socket http = new Socket("127.0.0.1", server.httpPort())) {
                http.getOutputStream().write(request.repeat(20).getBytes(StandardCharsets.US_ASCII));
                http.shutdownOutput();
                http.getInputStream().readAllBytes();
            } catch (IOException reset) {
                continue;
            }
        }
        long seconds = 2 + (System.nanoTime() - begun) / 1_000_000_000;
        long lines = server.output().lines().filter(line -> !line.isBlank()).count() - before;
        assertTrue(lines <= seconds, () -> lines + " lines: " + server.output());
        assertEquals(200, server.health("live"));
    }

    @Test
    void testSilentConnectionsThatComeAgain_keepNoHealthCheckOut() throws Exception {
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 360; i++) {
            Thread silent = new Thread(HttpFloodIT::connectAgainAndAgain);
            silent.setDaemon(true);
            silent.start();
            crowd.add(silent);
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(200, server.health("live"));
        }
        crowd.forEach(Thread::interrupt);
    }

    private static void connectAgainAndAgain() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Socket silent = new Socket("127.0.0.1", server.httpPort())) {
                silent.setSoTimeout(200);
                silent.getInputStream().read();
            } catch (IOException closedOrQuiet) {
                continue;
            }
        }
    }

    /** Sends until the server ends the connection, or everything was taken. */
    private static void flood(String request) throws IOException {
        byte[] requests = request.repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (Socket http = new Socket("127.0.0.1", server.httpPort())) {
            for (int sent = 0; sent < REQUESTS; sent += 1000) {
                http.getOutputStream().write(requests);
            }
        } catch (IOException cutOff) {
            return;
        }
    }

    @Test
    @Order(Order.DEFAULT + 1)
    void testSigterm_endsItAfterAllThat() throws Exception {
        assertEquals(0, server.terminate(), server::output);
    }
}
