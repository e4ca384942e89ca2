package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server that SIGSTOP suspends for a while, as a frozen container is: clients wait, and no byte is lost. */
class SuspendIT {
    private static final int CLIENTS = 20;
    private static final byte[] SENT = Client.randomBytes(1_000_000);

    /**
     * A time longer than the readiness probe's timeout, and longer than an event loop may be busy before Vert.x warns.
     */
    private static final Duration SUSPENSION = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    @Test
    void testSuspendedServer_answersAllClientsWhenResumed() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Object inode = server.inode();
            server.process().signal("STOP");
            List<FutureTask<byte[]>> clients = clients(socket);
            await().during(SUSPENSION).until(() -> clients.stream().noneMatch(FutureTask::isDone));
            server.process().signal("CONT");
            for (FutureTask<byte[]> client : clients) {
                assertArrayEquals(SENT, client.get(4, TimeUnit.MINUTES), server.process()::output);
            }
            server.awaitReady();
            assertEquals(inode, server.inode());
            server.assertEndsWell();
            server.awaitComplaints();
        }
    }

    /** The client reads late, so that the exchange is not complete before the server is suspended. */
    @Test
    void testSuspendedInTheMiddleOfAnExchange_losesNoByte() throws Exception {
        Path socket = directory.resolve("echo.sock");
        byte[] sent = Client.randomBytes(100_000_000);
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            FutureTask<byte[]> exchange = inBackground(() -> Client.exchange(socket, sent, 3));
            for (int suspension = 0; suspension < 3; suspension++) {
                server.process().signal("STOP");
                await().during(Duration.ofMillis(300)).until(() -> !exchange.isDone());
                server.process().signal("CONT");
            }
            assertArrayEquals(sent, exchange.get(4, TimeUnit.MINUTES), server.process()::output);
            server.awaitReady();
            server.assertEndsWell();
            server.awaitComplaints();
        }
    }

    private static FutureTask<byte[]> inBackground(Callable<byte[]> exchange) {
        FutureTask<byte[]> task = new FutureTask<>(exchange);
        new Thread(task).start();
        return task;
    }

    private static List<FutureTask<byte[]>> clients(Path socket) {
        List<FutureTask<byte[]>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(inBackground(() -> Client.exchange(socket, SENT)));
        }
        return clients;
    }
}
