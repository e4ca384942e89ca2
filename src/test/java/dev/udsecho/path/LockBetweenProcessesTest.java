package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.ListenerProbe;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests locks of another process on the three ranges of the lock file, which are bytes 0, 1 and 2. */
class LockBetweenProcessesTest {
    private static final SocketPermissions PERMISSION = new SocketPermissions(new FileMode(0620), Optional.empty());
    private static final int OWNER = 0;
    private static final int NEXT = 1;
    private static final int LEAVING = 2;
    private static final String ADVICE = "; stop it, or choose another path";

    @RegisterExtension
    static final OtherProcess other = new OtherProcess();

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    private boolean isFree(int range) throws IOException {
        boolean free = other.lock(path.lockFile(), range);
        other.release();
        return free;
    }

    private void assertRefused(String reason) {
        SocketPathException refused = assertThrows(SocketPathException.class, () -> SocketLock.claim(path, PERMISSION));
        assertEquals("cannot serve on " + path + " " + reason + ADVICE, refused.getMessage());
    }

    @Test
    void testClaim_holdsBothRanges_untilClosed() throws Exception {
        try (SocketLock owner = SocketLock.claim(path, PERMISSION)) {
            assertFalse(isFree(OWNER));
            assertFalse(isFree(NEXT));
            assertTrue(isFree(LEAVING));
            owner.releaseNextInLine();
            assertFalse(isFree(OWNER));
            assertTrue(isFree(NEXT));
        }
        assertTrue(isFree(OWNER));
    }

    @Test
    void testClaim_ownerElsewhere_refusedWithItsProcess_andNothingIsKept() throws Exception {
        other.lock(path.lockFile(), OWNER);
        assertRefused("(locked): process " + other.pid() + " holds its lock " + path.lockFile());
        assertTrue(other.lock(path.lockFile(), NEXT));
        assertEquals(0, Descriptors.of(path.lockFile()));
    }

    @Test
    void testClaim_standbyElsewhere_refusedWithoutAProcessThatIsNoOwner() throws Exception {
        other.lock(path.lockFile(), NEXT);
        assertRefused("(locked): another process holds its lock " + path.lockFile());
        assertTrue(other.lock(path.lockFile(), OWNER));
    }

    @Test
    void testClaim_ownerElsewhereThatListens_refusedWithServerAndProcess() throws Exception {
        other.lock(path.lockFile(), OWNER);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path.file()));
            String server = ListenerProbe.of(path.file()).server();
            assertTrue(
                    server.startsWith("a live server (user " + System.getProperty("user.name") + ", group "), server);
            assertRefused("(in-use): " + server + ", process " + other.pid() + ", answers there");
        }
        assertRefused("(locked): process " + other.pid() + " holds its lock " + path.lockFile());
    }

    @Test
    void testTryJoinQueue_standbyElsewhere_isEmptyAndKeepsNothing() throws Exception {
        other.lock(path.lockFile(), NEXT);
        assertEquals(Optional.empty(), SocketLock.tryJoinQueue(path, PERMISSION));
        assertEquals(0, Descriptors.of(path.lockFile()));
    }

    @Test
    void testTryAcquireOwnership_succeedsOnlyWithoutAnOwner_andIsRepeatable() throws Exception {
        other.lock(path.lockFile(), OWNER);
        try (SocketLock next = SocketLock.tryJoinQueue(path, PERMISSION).orElseThrow()) {
            assertFalse(next.tryAcquireOwnership());
            other.release();
            assertTrue(next.tryAcquireOwnership());
            assertTrue(next.tryAcquireOwnership());
            assertFalse(isFree(OWNER));
        }
    }

    @Test
    void testHasWaiter_anotherProcess() throws Exception {
        try (SocketLock owner = SocketLock.claim(path, PERMISSION)) {
            owner.releaseNextInLine();
            other.lock(path.lockFile(), NEXT);
            assertTrue(owner.hasWaiter());
            other.release();
            assertFalse(owner.hasWaiter());
            assertFalse(isFree(NEXT));
        }
    }
}
