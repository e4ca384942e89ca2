package dev.udsecho.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.client.Exchange.Check;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the client against correct servers and faulty ones. */
class EchoClientTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private final List<PlainServer> servers = new ArrayList<>();
    private Path socket;
    private SocketPath path;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
        path = new SocketPath(socket);
    }

    @AfterEach
    void stopServer() throws Exception {
        for (PlainServer server : servers) {
            server.close();
        }
    }

    private void serve(Path at, PlainServer.ConnectionHandler handler) throws Exception {
        servers.add(new PlainServer(at, handler));
    }

    private static void echo(SocketChannel accepted) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        while (accepted.read(buffer.clear()) >= 0) {
            accepted.write(buffer.flip());
        }
    }

    private byte[] send(byte[] bytes, Check check, Duration timeout) throws Exception {
        Deadline deadline = Deadline.in(timeout);
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (EchoClient client = EchoClient.connect(path, deadline)) {
            client.send(new StreamSource(new ByteArrayInputStream(bytes)), answers, check, deadline);
        }
        return answers.toByteArray();
    }

    private EchoException failure(byte[] bytes, Duration timeout) {
        return assertThrows(EchoException.class, () -> send(bytes, Check.EVERY_BYTE, timeout));
    }

    @Test
    void testSend_anySize_comesBack() throws Exception {
        serve(socket, EchoClientTest::echo);
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 20_000_000}) {
            byte[] bytes = Client.randomBytes(size);
            assertArrayEquals(bytes, send(bytes, Check.EVERY_BYTE, LONG));
        }
    }

    @Test
    void testSend_serverThatAnswersAtEndOfInput_worksUpToTheLimit() throws Exception {
        serve(socket, accepted -> {
            ByteBuffer all = ByteBuffer.wrap(Client.readToEnd(accepted));
            while (all.hasRemaining()) {
                accepted.write(all);
            }
        });
        byte[] bytes = Client.randomBytes(ExpectedBytes.MAX_BYTES);
        assertArrayEquals(bytes, send(bytes, Check.EVERY_BYTE, LONG));
        byte[] more = Client.randomBytes(ExpectedBytes.MAX_BYTES * 2);
        assertArrayEquals(more, send(more, Check.NOTHING, LONG));
    }

    @Test
    void testSend_alteredAnswer_namesTheOffset() throws Exception {
        serve(socket, accepted -> {
            byte[] all = Client.readToEnd(accepted);
            all[70_001] ^= 1;
            accepted.write(ByteBuffer.wrap(all));
        });
        EchoException failed = failure(Client.randomBytes(100_000), LONG);
        assertEquals(Cause.ALTERED, failed.reason());
        assertTrue(failed.getMessage().contains("at offset 70001;"), failed::getMessage);
    }

    @Test
    void testSend_moreThanWasSent_isAltered() throws Exception {
        serve(socket, accepted -> {
            Client.readToEnd(accepted);
            accepted.write(ByteBuffer.wrap("foobar".getBytes()));
        });
        EchoException failed = failure("foo".getBytes(), LONG);
        assertEquals(Cause.ALTERED, failed.reason());
        assertTrue(failed.getMessage().contains("more came back than the 3 bytes that were sent;"), failed::getMessage);
    }

    @Test
    void testSend_endlessUncomparedAnswer_timesOut() throws Exception {
        serve(socket, accepted -> {
            while (true) {
                accepted.write(ByteBuffer.wrap("foo".getBytes()));
            }
        });
        EchoException failed = assertThrows(EchoException.class, () -> send("foo".getBytes(), Check.NOTHING, SHORT));
        assertEquals(Cause.MUTE, failed.reason());
        assertTrue(
                failed.getMessage()
                        .matches(
                                ".*\\(mute\\): more came back than was sent, \\d{4,} bytes for 3, and the answer did not end"
                                        + " within 300ms;.*"),
                failed::getMessage);
    }

    @Test
    void testSend_truncatedAnswer_namesTheByteCount() throws Exception {
        serve(socket, accepted -> {
            byte[] all = Client.readToEnd(accepted);
            accepted.write(ByteBuffer.wrap(all, 0, 12));
        });
        EchoException failed = failure(Client.randomBytes(1000), LONG);
        assertEquals(Cause.TRUNCATED, failed.reason());
        assertTrue(failed.getMessage().contains("ended after 12 bytes of the 1000"), failed::getMessage);
    }

    @Test
    void testSend_connectionClosedAtOnce_isClosed() throws Exception {
        serve(socket, accepted -> {});
        assertEquals(Cause.CLOSED, failure(Client.randomBytes(1000), LONG).reason());
        assertEquals(Cause.CLOSED, failure(Client.randomBytes(10_000_000), LONG).reason());
    }

    /** The write fails in this case, and zero bytes sent equal zero bytes received. */
    @Test
    void testRoundTrip_connectionClosedBeforeTheFirstWrite_fails() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            Deadline deadline = Deadline.in(LONG);
            try (EchoClient client = EchoClient.connect(path, deadline)) {
                listener.accept().close();
                EchoException failed =
                        assertThrows(EchoException.class, () -> client.roundTrip("foo".getBytes(), deadline));
                assertEquals(Cause.CLOSED, failed.reason());
            }
        }
    }

    @Test
    void testSend_serverThatNeverAnswers_isMute() throws Exception {
        serve(socket, accepted -> Thread.currentThread().join());
        EchoException failed = failure("foo".getBytes(), SHORT);
        assertEquals(Cause.MUTE, failed.reason());
        assertTrue(failed.getMessage().contains("0 of 3 bytes came back within 300ms;"), failed::getMessage);
        assertEquals(Cause.MUTE, failure(Client.randomBytes(10_000_000), SHORT).reason());
    }

    @Test
    void testConnect_fullBacklog_endsWithTheDeadline() throws Exception {
        try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stuck.bind(UnixDomainSocketAddress.of(socket), 1);
            try (SocketChannel one = Client.connect(socket);
                    SocketChannel two = Client.connect(socket)) {
                assertEquals(
                        Cause.BACKLOG_FULL, failure("foo".getBytes(), SHORT).reason());
                assertTrue(one.isConnected() && two.isConnected());
            }
        }
    }

    @Test
    void testConnect_missingSocket_isRefused() throws Exception {
        assertEquals(Cause.NO_FILE, failure("foo".getBytes(), LONG).reason());
        path = new SocketPath(directory.resolve("missing/echo.sock"));
        assertEquals(Cause.NO_DIRECTORY, failure("foo".getBytes(), LONG).reason());
    }

    @Test
    void testConnect_symbolicLinks_areFollowedOrNamed() throws Exception {
        Files.createSymbolicLink(socket, Path.of("nothing"));
        assertEquals(Cause.SYMLINK_DANGLING, failure("foo".getBytes(), LONG).reason());
        Files.createSymbolicLink(directory.resolve("nothing"), socket);
        assertEquals(Cause.SYMLINK_LOOP, failure("foo".getBytes(), LONG).reason());
        Files.delete(directory.resolve("nothing"));
        serve(directory.resolve("nothing"), EchoClientTest::echo);
        assertArrayEquals("foo".getBytes(), send("foo".getBytes(), Check.EVERY_BYTE, LONG));
    }

    @Test
    void testConnect_otherFileKinds_areRefused() throws Exception {
        Files.createDirectory(socket);
        assertEquals(Cause.IS_DIRECTORY, failure("foo".getBytes(), LONG).reason());
        Files.delete(socket);
        Files.createFile(socket);
        assertEquals(Cause.NOT_A_SOCKET, failure("foo".getBytes(), LONG).reason());
    }

    @Test
    void testRoundTrip_largerThanAllBuffers() throws Exception {
        serve(socket, EchoClientTest::echo);
        Duration time = EchoClient.roundTrip(path, Client.randomBytes(5_000_000), Deadline.in(LONG));
        assertTrue(time.compareTo(LONG) < 0 && !time.isNegative());
    }
}
