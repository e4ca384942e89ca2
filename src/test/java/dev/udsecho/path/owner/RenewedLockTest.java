package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the monitor does about a lock file that was deleted. */
class RenewedLockTest extends OwnedServerTest {
    private OwnedServer owner;
    private Path lockFile;

    @BeforeEach
    void startOwner() throws Exception {
        owner = started();
        owner.monitor.start();
        lockFile = owner.path.lockFile();
    }

    private List<String> checkAndTake() {
        owner.ticker.tick("path-monitor");
        return owner.events.take();
    }

    private List<String> renewed() {
        return List.of("PROBLEM Created the lock file " + lockFile + " again: it had been deleted");
    }

    private SocketPathException refusal() {
        return assertThrows(
                SocketPathException.class, () -> server().publication.claim());
    }

    @Test
    void testCheck_deletedLockFile_isCreatedAndLockedAgain() throws Exception {
        Files.delete(lockFile);
        assertEquals(renewed(), checkAndTake());
        assertEquals(List.of(), checkAndTake());
        assertEquals(ALONE, Listing.of(directory));
        refusal();
        Files.delete(socket);
        assertTrue(refusal().getMessage().contains(lockFile.toString()));
    }

    @Test
    void testCheck_deletedLockFile_mayHaveANextInLine() throws Exception {
        Files.delete(lockFile);
        checkAndTake();
        owner.queue().close();
    }

    @Test
    void testCheck_deletedLockFile_isNoLongerLocked() throws Exception {
        SocketPath other = new SocketPath(directory.resolve("other.sock"));
        Files.move(lockFile, other.lockFile());
        assertThrows(SocketPathException.class, () -> SocketLock.claim(other, owner.settings.permissions()));
        assertEquals(renewed(), checkAndTake());
        SocketLock.claim(other, owner.settings.permissions()).close();
    }

    @Test
    void testCheck_lockFileThatCannotBeCreated_isReportedOnce_andItsRenewalToo() throws Exception {
        Files.delete(lockFile);
        Files.createDirectory(lockFile);
        owner.ticker.tick("path-monitor");
        assertEquals("[lock-lost]", owner.events.kinds().toString());
        String line = owner.events.take().get(0);
        assertTrue(line.startsWith("PROBLEM The lock file " + lockFile + " was deleted: "), line);
        assertTrue(line.contains("is a directory"), line);
        assertEquals(List.of(), checkAndTake());
        Files.delete(lockFile);
        owner.ticker.tick("path-monitor");
        assertEquals("[lock-renewed]", owner.events.kinds().toString());
        assertEquals(renewed(), owner.events.take());
        Files.delete(lockFile);
        Files.createDirectory(lockFile);
        assertEquals(List.of(line), checkAndTake());
    }

    @Test
    void testHeal_nameOfAnOpenListenerIsBack_withoutItsLockFile_mayHaveANextInLine() throws Exception {
        Path aside = Files.move(socket, directory.resolve("aside"));
        owner.publication.heal();
        owner.awaitProof();
        Files.move(aside, socket, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(lockFile);
        owner.publication.heal();
        assertTrue(Files.exists(lockFile));
        owner.queue().close();
    }

    @Test
    void testCheck_afterTheWithdrawal_createsNoLockFile() throws IOException {
        owner.publication.withdraw();
        owner.events.take();
        Files.delete(lockFile);
        checkAndTake();
        assertFalse(Files.exists(lockFile));
    }
}
