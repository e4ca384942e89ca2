package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a server without free file descriptors, though its connection limit is not reached: the descriptor limit is
 * lowered during the run.
 */
class DescriptorsIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    /** The maximum number of connections to the health port, and a few files. */
    private static final int MAX_HEALTH_CHECKS = 128 + 10;

    @TempDir
    Path directory;

    @Test
    void testOutOfDescriptors_logsOnce_keepsServing_andAcceptsAgainWhenTheyAreFree() throws Exception {
        Needs.tool("prlimit");
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted();
                SocketChannel early = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(early, PING));
            limit(server, open(server));
            List<SocketChannel> queued = Crowd.connect(socket, 20);
            await().until(() -> server.output().contains("Cannot accept connections"));
            Socket health = new Socket("127.0.0.1", server.httpPort());
            await().during(Duration.ofSeconds(3)).until(() -> Client.roundTrip(early, PING).length == PING.length);
            limit(server, 10_000);
            health.close();
            Crowd.assertServed(queued);
            await().until(() -> Client.isServed(socket));
            Crowd.close(queued);
            assertEquals(1, server.output().split("Cannot accept connections", -1).length - 1, server::output);
            assertEquals(200, server.health("ready"));
            assertEquals(0, server.terminate(), server::output);
            assertFalse(server.output().matches("(?s).*(ERROR|SEVERE|\tat ).*"), server::output);
        }
    }

    @Test
    void testFloodOfTheHealthPort_leavesDescriptorsForConnections() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server =
                ServeProcess.start(socket, "-Dquarkus.http.idle-timeout=10m").awaitStarted()) {
            int before = open(server);
            List<Socket> flood = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                flood.add(new Socket("127.0.0.1", server.httpPort()));
            }
            await().until(() -> endOfStream(flood.get(0)));
            await().until(() -> open(server) <= before + MAX_HEALTH_CHECKS);
            assertTrue(Client.isServed(socket));
            for (Socket held : flood) {
                held.close();
            }
            await().until(() -> server.health("ready") == 200);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    private static boolean endOfStream(Socket socket) {
        try {
            socket.setSoTimeout(10);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static int open(ServeProcess server) {
        return new File("/proc/" + server.pid() + "/fd").list().length;
    }

    private static void limit(ServeProcess server, int descriptors) throws Exception {
        Command.succeed("prlimit", "--pid=" + server.pid(), "--nofile=" + descriptors + ":");
    }
}
