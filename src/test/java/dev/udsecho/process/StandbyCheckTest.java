package dev.udsecho.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.PlainServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the check against an owner that closes, answers or does neither. The test controls the pauses. */
class StandbyCheckTest {
    private static final Duration PAUSE = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private final FakeTicker ticker = new FakeTicker();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    @AfterEach
    void closeAll() throws Exception {
        end.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private void serve(PlainServer.ConnectionHandler handler) throws IOException {
        opened.add(new PlainServer(path.file(), handler));
    }

    private static void echo(SocketChannel accepted) throws Exception {
        ByteBuffer one = ByteBuffer.allocate(1);
        accepted.read(one);
        accepted.write(one.flip());
    }

    private void assertStandsBy(int pauses) {
        assertDoesNotThrow(() -> StandbyCheck.requireService(path, ticker));
        assertEquals(pauses, ticker.pauses().size());
    }

    @Test
    void testRequireService_ownerThatClosesThreeTimes_isNotWaitedFor() throws Exception {
        serve(accepted -> {});
        SocketPathException refused =
                assertThrows(SocketPathException.class, () -> StandbyCheck.requireService(path, ticker));
        assertEquals(Cause.CLOSED, refused.reason());
        Identity own = Identity.current();
        assertEquals(
                "cannot serve on " + path + " (closed): the owner of " + path
                        + " accepts the connections of this process (uid " + own.uid() + ", gid " + own.gid()
                        + ") and closes them with no answer, so this process would stand by and never be ready; list its"
                        + " uid in echo.access.uids or its gid in echo.access.gids of the owner, or start again if"
                        + " the owner has reached its limit of connections",
                refused.getMessage());
        assertEquals(List.of(PAUSE, PAUSE), ticker.pauses());
    }

    @Test
    void testRequireService_ownerThatCloses_afterItRead() throws Exception {
        serve(accepted -> accepted.read(ByteBuffer.allocate(1)));
        assertThrows(SocketPathException.class, () -> StandbyCheck.requireService(path, ticker));
        assertEquals(2, ticker.pauses().size());
    }

    @Test
    void testRequireService_ownerThatAnswers() throws Exception {
        serve(StandbyCheckTest::echo);
        assertStandsBy(0);
    }

    @Test
    void testRequireService_ownerThatWasAtItsLimit() throws Exception {
        serve(accepted -> {
            if (!ticker.pauses().isEmpty()) {
                echo(accepted);
            }
        });
        assertStandsBy(1);
    }

    @Test
    void testRequireService_ownerThatIsMute() throws Exception {
        serve(accepted -> end.await());
        assertStandsBy(0);
    }

    @Test
    void testRequireService_ownerWithAFullBacklog() throws Exception {
        ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        opened.add(stuck);
        stuck.bind(UnixDomainSocketAddress.of(path.file()), 1);
        opened.add(Client.connect(path.file()));
        opened.add(Client.connect(path.file()));
        assertStandsBy(0);
    }

    @Test
    void testRequireService_ownerThatIsGone() throws Exception {
        assertStandsBy(0);
        new PlainServer(path.file(), Client::readToEnd).close();
        assertStandsBy(0);
    }
}
