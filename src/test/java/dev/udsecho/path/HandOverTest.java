package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests the hand-over of a path to another process, by the ranges of the lock file. */
class HandOverTest {
    private static final SocketPermissions PERMISSION = new SocketPermissions(new FileMode(0620), Optional.empty());
    private static final int OWNER = 0;
    private static final int LEAVING = 2;

    @RegisterExtension
    static final OtherProcess other = new OtherProcess();

    @TempDir
    Path directory;

    private SocketPath path;
    private SocketLock lock;

    @BeforeEach
    void claim() throws SocketPathException {
        path = new SocketPath(directory.resolve("echo.sock"));
        lock = SocketLock.claim(path, PERMISSION);
    }

    @AfterEach
    void release() throws IOException {
        lock.close();
    }

    private boolean otherLocks(int range) throws IOException {
        return other.lock(path.lockFile(), range);
    }

    @Test
    void testHandOver_anotherProcessMayOwnThePath_andTheFormerOwnerIsMarked() throws Exception {
        assertTrue(lock.handOver());
        assertFalse(otherLocks(LEAVING));
        assertTrue(otherLocks(OWNER));
    }

    @Test
    void testHandOver_earlierOwnerStillLeaving_isRefusedAndThePathIsKept() throws Exception {
        otherLocks(LEAVING);
        assertFalse(lock.handOver());
        assertFalse(otherLocks(OWNER));
    }

    @Test
    void testTryTakeBack_noSuccessor_ownsThePathAgain() throws Exception {
        lock.handOver();
        assertTrue(lock.tryTakeBack());
        assertFalse(otherLocks(OWNER));
    }

    @Test
    void testTryTakeBack_successorHasIt_isRefused() throws Exception {
        lock.handOver();
        otherLocks(OWNER);
        assertFalse(lock.tryTakeBack());
    }

    @Test
    void testIsHandedOver_whileThePredecessorLeaves() throws Exception {
        otherLocks(LEAVING);
        assertTrue(lock.isHandedOver());
    }

    @Test
    void testIsHandedOver_noPredecessor_leavesTheMarkFree() throws Exception {
        assertFalse(lock.isHandedOver());
        assertTrue(otherLocks(LEAVING));
    }
}
