package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests pipelined HTTP requests whose answers are not read, with the memory of the image. */
class HttpFloodIT {
    private static final String[] MEMORY = {"-Xms16m", "-Xmx48m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"};
    private static final List<String> PATHS = List.of("/", "/q/health", "/q/metrics", "/q/echo");
    private static final int REQUESTS = 140_000;

    /** Maximum memory growth of four floods in kB; the answers of one would take hundreds of MB. */
    private static final long MOST_ADDED = 48 * 1024;

    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    Path directory;

    @Test
    void testUnreadPipelines_affectNeitherEchoHealthMemoryNorShutdown() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket, MEMORY).awaitStarted()) {
            List<SocketChannel> crowd = Crowd.connect(socket, 8);
            Crowd.assertServed(crowd);
            assertTrue(HttpSockets.isUp(server, "live"));
            long before = residentKb(server);
            for (String path : PATHS) {
                flood(server, path, crowd);
            }
            long after = residentKb(server);
            assertTrue(after - before < MOST_ADDED, () -> before + " kB became " + after);
            Crowd.close(crowd);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    /** Returns when the server has reset the connection: otherwise unread answers would wait forever. */
    private static void flood(ServeProcess server, String path, List<SocketChannel> crowd) throws Exception {
        byte[] requests = ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                .repeat(REQUESTS)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket flood = HttpSockets.connect(server)) {
            Thread writer = new Thread(() -> writeAll(flood, requests));
            writer.start();
            Crowd.assertServed(crowd);
            assertTrue(HttpSockets.isUp(server, "live"), path);
            assertArrayEquals(PING, echoed(crowd.get(0)), path);
            writer.join(HttpSockets.LIMIT_MILLIS);
            if (writer.isAlive()) {
                fail(path + ": the connection is still open");
            }
        }
    }

    private static byte[] echoed(SocketChannel channel) throws IOException {
        return Client.roundTrip(channel, PING);
    }

    private static void writeAll(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException reset) {
            // What this flood ends with.
        }
    }

    private static long residentKb(ServeProcess server) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(server.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
