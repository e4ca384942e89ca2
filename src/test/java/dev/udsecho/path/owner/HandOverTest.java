package dev.udsecho.path.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.SocketLock;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.AbsentDirectory;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the hand-over step by step: the next in line acts during the owner's pauses. */
class HandOverTest extends OwnedServerTest {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final int MOST_LOOKS = 2500;

    private OwnedServer owner;

    @BeforeEach
    void startOwner() throws Exception {
        owner = started();
    }

    private void assertLeft(String line) {
        owner.publication.withdraw();
        assertEquals(List.of("EVENT " + line), owner.events.take());
    }

    @Test
    void testGiveUp_withoutASuccessor_removesTheNameAtOnce() {
        assertLeft("Withdrew " + socket);
        assertEquals(List.of(), owner.ticker.pauses());
        assertFalse(Files.exists(socket));
    }

    @Test
    void testGiveUp_toASuccessorThatReplacesTheName_removesNothing() throws Exception {
        try (SocketLock next = owner.queue()) {
            atPause(owner, 3, () -> {
                assertTrue(next.tryAcquireOwnership());
                assertTrue(next.isHandedOver());
                Files.move(Files.createFile(directory.resolve("new")), socket, StandardCopyOption.REPLACE_EXISTING);
            });
            assertLeft("Handed " + socket + " over to the next in line");
            assertEquals(List.of(LOOK, LOOK, LOOK), owner.ticker.pauses());
            assertTrue(Files.exists(socket));
        }
    }

    @Test
    void testGiveUp_toASuccessorThatDoesNothing_removesTheNameAfterFiveSeconds() throws Exception {
        try (SocketLock next = owner.queue()) {
            assertLeft("Withdrew " + socket);
            assertEquals(MOST_LOOKS, owner.ticker.pauses().size());
            assertFalse(Files.exists(socket));
            assertTrue(next.tryAcquireOwnership());
        }
    }

    @Test
    void testGiveUp_toASuccessorThatTookTheLockOnly_removesTheNameAfterFiveSeconds() throws Exception {
        try (SocketLock next = owner.queue()) {
            atPause(owner, 1, () -> assertTrue(next.tryAcquireOwnership()));
            assertLeft("Withdrew " + socket);
            assertEquals(MOST_LOOKS, owner.ticker.pauses().size());
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void testGiveUp_toASuccessorThatReplacesTheNameAtTheLastMoment_isAHandOver() throws Exception {
        try (SocketLock next = owner.queue()) {
            atPause(owner, MOST_LOOKS, () -> {
                next.tryAcquireOwnership();
                Files.delete(socket);
            });
            assertLeft("Handed " + socket + " over to the next in line");
        }
    }

    @Test
    void testGiveUp_toASuccessorThatDies_removesTheNameWithoutFurtherWaiting() throws Exception {
        SocketLock next = owner.queue();
        atPause(owner, 4, next::close);
        assertLeft("Withdrew " + socket);
        assertEquals(4, owner.ticker.pauses().size());
        assertFalse(Files.exists(socket));
    }

    /** Covers a deleted lock file: both processes hold their locks on the file without a name. */
    @Test
    void testGiveUp_ofALockFileThatWasDeleted_isAHandOverAllTheSame() throws Exception {
        try (SocketLock next = owner.queue()) {
            Files.delete(owner.path.lockFile());
            atPause(owner, 3, () -> {
                assertTrue(next.tryAcquireOwnership());
                assertTrue(next.isHandedOver());
                Files.move(Files.createFile(directory.resolve("new")), socket, StandardCopyOption.REPLACE_EXISTING);
            });
            assertLeft("Handed " + socket + " over to the next in line");
        }
    }

    @Test
    void testGiveUp_ofALockFileThatWasReplaced_isNoHandOver() throws Exception {
        try (SocketLock next = owner.queue()) {
            Files.delete(owner.path.lockFile());
            Files.createFile(owner.path.lockFile());
            assertLeft("Withdrew " + socket);
            assertEquals(List.of(), owner.ticker.pauses());
            assertTrue(next.isReplaced());
        }
    }

    @Test
    void testGiveUp_whereTheDirectoryIsNone_warns_andTheLockIsReleased() throws Exception {
        AbsentDirectory.during(directory, () -> {
            owner.publication.withdraw();
            assertEquals(List.of(Kind.NOT_WITHDRAWN), owner.events.kinds());
            String line = owner.events.take().get(0);
            assertTrue(line.startsWith("PROBLEM Cannot withdraw " + socket + ": "), line);
            assertTrue(line.endsWith("; the next start replaces it"), line);
        });
        owner.publication.close();
        server().start();
        assertTrue(Files.exists(socket));
    }
}
