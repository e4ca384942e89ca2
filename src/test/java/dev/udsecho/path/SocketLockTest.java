package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.LockHolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketLockTest {
    private static final SocketPermissions PERMISSION = new SocketPermissions(new FileMode(0620), Optional.empty());

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    @Test
    void testClaim_givesTheLockFileTheSocketsMode() throws Exception {
        SocketLock.claim(path, PERMISSION).close();
        assertEquals(0100220, Files.getAttribute(path.lockFile(), "unix:mode"));
    }

    @Test
    void testClaim_fileWithContent_isUnchanged() throws Exception {
        Files.writeString(path.lockFile(), "precious");
        Files.setAttribute(path.lockFile(), "unix:mode", 0600);
        SocketLock.claim(path, PERMISSION).close();
        assertEquals("precious", Files.readString(path.lockFile()));
        assertEquals(0100600, Files.getAttribute(path.lockFile(), "unix:mode"));
    }

    @Test
    void testClaim_ofAHeldPath_refusedWithItsHolder_andTheLockIsKept() throws Exception {
        try (SocketLock held = SocketLock.claim(path, PERMISSION)) {
            SocketPathException refused =
                    assertThrows(SocketPathException.class, () -> SocketLock.claim(path, PERMISSION));
            assertEquals(Cause.LOCKED, refused.reason());
            String holder = "process " + ProcessHandle.current().pid();
            assertTrue(refused.getMessage().contains(holder + " holds its lock"), refused::getMessage);
            assertTrue(LockHolder.of(
                            DirectoryEntry.at(path.lockFile()).orElseThrow().inode())
                    .equals(holder));
            assertTrue(held.stillLinked());
        }
        SocketLock.claim(path, PERMISSION).close();
    }

    @Test
    void testIsReplaced_whenAnotherFileHasTheName_notWhenNoneHas() throws Exception {
        try (SocketLock held = SocketLock.claim(path, PERMISSION)) {
            assertFalse(held.isReplaced());
            Path aside = Files.move(path.lockFile(), directory.resolve("aside"));
            assertFalse(held.isReplaced());
            assertFalse(held.stillLinked());
            Files.createFile(path.lockFile());
            assertTrue(held.isReplaced());
            Files.move(aside, path.lockFile(), StandardCopyOption.REPLACE_EXISTING);
            assertFalse(held.isReplaced());
            assertTrue(held.stillLinked());
        }
    }

    @Test
    void testClaim_overASymlink_refusedAndNotFollowed() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "");
        Files.createSymbolicLink(path.lockFile(), precious);
        Object mode = Files.getAttribute(precious, "unix:mode");
        SocketPathException refused = assertThrows(SocketPathException.class, () -> SocketLock.claim(path, PERMISSION));
        assertTrue(refused.getMessage().contains("is a symbolic link"), refused::getMessage);
        assertEquals(mode, Files.getAttribute(precious, "unix:mode"));
    }

    @Test
    void testStillLinked_deletedOrReplacedFile_isFalse() throws Exception {
        try (SocketLock lock = SocketLock.claim(path, PERMISSION)) {
            Files.delete(path.lockFile());
            assertFalse(lock.stillLinked());
            Files.createFile(path.lockFile());
            assertFalse(lock.stillLinked());
        }
    }

    @Test
    void testTryJoinQueue_queuesBehindTheOwner_andNoProcessComesBetween() throws Exception {
        SocketLock owner = SocketLock.claim(path, PERMISSION);
        owner.releaseNextInLine();
        try (SocketLock next = SocketLock.tryJoinQueue(path, PERMISSION).orElseThrow()) {
            assertEquals(Optional.empty(), SocketLock.tryJoinQueue(path, PERMISSION));
            assertFalse(next.tryAcquireOwnership());
            assertTrue(owner.hasWaiter());
            owner.handOver();
            assertThrows(SocketPathException.class, () -> SocketLock.claim(path, PERMISSION));
            assertTrue(next.isHandedOver());
            assertTrue(next.tryAcquireOwnership());
            assertFalse(owner.tryTakeBack());
            owner.close();
            assertFalse(next.isHandedOver());
            assertThrows(SocketPathException.class, () -> SocketLock.claim(path, PERMISSION));
        }
        SocketLock.claim(path, PERMISSION).close();
    }

    @Test
    void testHasWaiter_noProcess_keepsTheRangeSoThatNoneCanBeginToWait() throws Exception {
        try (SocketLock owner = SocketLock.claim(path, PERMISSION)) {
            owner.releaseNextInLine();
            assertFalse(owner.hasWaiter());
            assertEquals(Optional.empty(), SocketLock.tryJoinQueue(path, PERMISSION));
            owner.releaseNextInLine();
            SocketLock.tryJoinQueue(path, PERMISSION).orElseThrow().close();
        }
    }

    @Test
    void testClose_ofOneLock_keepsWhatAnotherInThisProcessHolds() throws Exception {
        try (SocketLock owner = SocketLock.claim(path, PERMISSION)) {
            owner.releaseNextInLine();
            SocketLock.tryJoinQueue(path, PERMISSION).orElseThrow().close();
            assertEquals(
                    "process " + ProcessHandle.current().pid(),
                    LockHolder.of(
                            DirectoryEntry.at(path.lockFile()).orElseThrow().inode()));
        }
    }

    @Test
    void testTryAcquireOwnership_lockFileReplacedByALink_changesNoOtherFile() throws Exception {
        Path precious = Files.createFile(directory.resolve("precious"));
        Files.setAttribute(precious, "unix:mode", 0600);
        try (SocketLock next = SocketLock.tryJoinQueue(path, PERMISSION).orElseThrow()) {
            Files.delete(path.lockFile());
            Files.createSymbolicLink(path.lockFile(), precious);
            assertTrue(next.tryAcquireOwnership());
        }
        assertEquals(0100600, Files.getAttribute(precious, "unix:mode"));
    }

    @Test
    void testClose_whileAnotherPathIsLockedHere_leavesNoDescriptor() throws Exception {
        SocketPath another = new SocketPath(directory.resolve("another.sock"));
        try (SocketLock kept = SocketLock.claim(another, PERMISSION)) {
            SocketLock.claim(path, PERMISSION).close();
            assertEquals(0, Descriptors.of(path.lockFile()));
            assertEquals(1, Descriptors.of(another.lockFile()));
            assertTrue(kept.stillLinked());
        }
    }
}
