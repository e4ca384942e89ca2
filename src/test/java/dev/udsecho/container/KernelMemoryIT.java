package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No clients end a service whose container has the memory limit of the manifests: the kernel's buffers are charged to it. */
@Tag("container")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KernelMemoryIT {
    private static final byte[] MESSAGE = Client.randomBytes(64 * 1024);

    /** More than the kernel and the server take for a client that reads nothing. */
    private static final int ROUNDS = 12;

    @TempDir
    Path directory;

    private final List<SocketChannel> clients = new ArrayList<>();
    private Container server;

    @BeforeEach
    void serve() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        server = Container.serve(directory.toString(), "--memory=192m", "--memory-swap=192m");
    }

    @AfterEach
    void end() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Path socket() {
        return directory.resolve("echo.sock");
    }

    private void assertServes(int clientsThatNeverRead) throws Exception {
        String process = server.inspect("{{.State.Pid}}");
        for (int i = 0; i < clientsThatNeverRead; i++) {
            SocketChannel client = Client.connect(socket());
            client.configureBlocking(false);
            clients.add(client);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (SocketChannel client : clients) {
                client.write(ByteBuffer.wrap(MESSAGE));
            }
            assertHealthyClientIsServed();
        }
        assertAlive(process);
    }

    private void assertHealthyClientIsServed() throws IOException {
        byte[] message = {1, 2, 3};
        try (SocketChannel healthy = Client.connect(socket())) {
            assertArrayEquals(message, Client.roundTrip(healthy, message));
        }
    }

    private void assertAlive(String process) throws Exception {
        assertEquals("false " + process, server.inspect("{{.State.OOMKilled}} {{.State.Pid}}"));
        assertTrue(server.logs().contains("Connections are bounded to fit the container's memory"), server.logs());
    }

    @Test
    void testSixHundredClientsThatNeverRead() throws Exception {
        assertServes(600);
    }

    @Test
    void testTwoThousandClientsThatNeverRead() throws Exception {
        assertServes(2000);
    }

    @Test
    void testEightThousandIdleClients() throws Exception {
        String process = server.inspect("{{.State.Pid}}");
        for (int i = 0; i < 8000; i++) {
            clients.add(Client.connect(socket()));
        }
        for (SocketChannel client : clients) {
            assertEquals(1, Client.roundTrip(client, new byte[] {1}).length);
        }
        assertHealthyClientIsServed();
        assertAlive(process);
    }

    @Test
    void testFourThousandClientsWithLargeMessages() throws Exception {
        String process = server.inspect("{{.State.Pid}}");
        ClientRun bench = BenchCommands.run(
                socket(), "--connections", "4000", "--size", "64k", "--duration", "5s", "--timeout", "60s");
        assertEquals(0, bench.status(), bench::toString);
        assertAlive(process);
    }
}
