package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.ServeProcess;
import java.io.RandomAccessFile;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a standard output pipe that no process reads: the service keeps running, and shuts down. */
class UnreadLogIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    Path directory;

    private Path socket;
    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        socket = directory.resolve("echo.sock");
        pipe = directory.resolve("log");
        Command.succeed("mkfifo", pipe.toString());
    }

    private ServeProcess start(String... variables) {
        List<String> toPipe = List.of("sh", "-c", "exec \"$@\" >" + pipe + " 2>&1", "sh");
        return ServeProcess.start(
                toPipe,
                Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_DRAIN_TIMEOUT", "1s", variables[0], variables[1]));
    }

    private void fill() throws Exception {
        Command.run("dd", "if=/dev/zero", "of=" + pipe, "oflag=nonblock", "bs=4096");
    }

    @Test
    void testRefusedClientsAndALostName_doNotStopTheService_andSigtermEndsIt() throws Exception {
        try (RandomAccessFile unread = new RandomAccessFile(pipe.toFile(), "rw");
                ServeProcess server = start("ECHO_MAX_CONNECTIONS", "1")) {
            await().until(() -> Files.exists(socket));
            try (SocketChannel client = Client.connect(socket)) {
                fill();
                for (int i = 0; i < 5; i++) {
                    assertArrayEquals(PING, Client.roundTrip(client, PING));
                    assertRefused();
                }
            }
            Files.delete(socket);
            await().until(() -> Client.isServed(socket));
            assertEquals(0, server.terminate());
            assertFalse(Files.exists(socket));
            assertTrue(unread.getFD().valid());
        }
    }

    private void assertRefused() throws Exception {
        try (SocketChannel refused = Client.connect(socket)) {
            assertEquals(0, Client.readToEnd(refused).length);
        }
    }

    @Test
    void testLinesThatWereDropped_areCountedWhenThePipeIsReadAgain() throws Exception {
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
                ServeProcess server = start("ECHO_LOG_PAYLOAD", "preview")) {
            await().until(() -> Client.isServed(socket));
            fill();
            List<SocketChannel> clients = Crowd.connect(socket, 40);
            for (int i = 0; i < 100; i++) {
                for (SocketChannel client : clients) {
                    assertEquals(64, Client.roundTrip(client, new byte[64]).length);
                }
            }
            Crowd.close(clients);
            await().until(() -> readLine(reader).matches(".* lines were left out of the log: .*"));
            assertEquals(0, server.terminate());
        }
    }

    private static String readLine(RandomAccessFile reader) throws Exception {
        String line = "";
        while (!line.contains("left out")) {
            line = reader.readLine();
        }
        return line;
    }
}
