package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an owner leaves, step by step: what the next in line does happens in the owner's own waits. */
class HandOverTest extends ServiceTest {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final int MOST_LOOKS = 2500;

    private TestService owner;
    private SocketPermissions permission;

    @Override
    Class<?> logged() {
        return PathClaim.class;
    }

    @BeforeEach
    void startOwner() throws Exception {
        owner = started();
        permission = new SocketPermissions(
                owner.config.socket().mode(), owner.config.socket().group());
    }

    private SocketLock queued() throws Exception {
        return SocketLock.queue(owner.path, permission).orElseThrow();
    }

    private void assertLeft(String line) {
        owner.publication.withdraw();
        assertEquals(List.of("INFO " + line), captured.take());
    }

    /** Something that the successor does, which fails the test if it fails. */
    private interface Step {
        void take() throws IOException;
    }

    private void atPause(int number, Step step) {
        owner.ticker.onPause(count -> {
            try {
                if (count == number) {
                    step.take();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void testLeave_withoutASuccessor_removesTheNameAtOnce() {
        assertLeft("Withdrew " + socket);
        assertEquals(List.of(), owner.ticker.pauses());
        assertFalse(Files.exists(socket));
    }

    @Test
    void testLeave_toASuccessorThatReplacesTheName_removesNothing() throws Exception {
        try (SocketLock next = queued()) {
            atPause(3, () -> {
                assertTrue(next.advance());
                assertTrue(next.isHandedOver());
                Files.move(Files.createFile(directory.resolve("new")), socket, StandardCopyOption.REPLACE_EXISTING);
            });
            assertLeft("Handed " + socket + " over to the next in line");
            assertEquals(List.of(LOOK, LOOK, LOOK), owner.ticker.pauses());
            assertTrue(Files.exists(socket));
        }
    }

    @Test
    void testLeave_toASuccessorThatDoesNothing_removesTheNameAfterFiveSeconds() throws Exception {
        try (SocketLock next = queued()) {
            assertLeft("Withdrew " + socket);
            assertEquals(MOST_LOOKS, owner.ticker.pauses().size());
            assertFalse(Files.exists(socket));
            assertTrue(next.advance());
        }
    }

    @Test
    void testLeave_toASuccessorThatTookTheLockOnly_removesTheNameAfterFiveSeconds() throws Exception {
        try (SocketLock next = queued()) {
            atPause(1, () -> assertTrue(next.advance()));
            assertLeft("Withdrew " + socket);
            assertEquals(MOST_LOOKS, owner.ticker.pauses().size());
            assertFalse(Files.exists(socket));
        }
    }

    @Test
    void testLeave_toASuccessorThatReplacesTheNameAtTheLastMoment_isAHandOver() throws Exception {
        try (SocketLock next = queued()) {
            atPause(MOST_LOOKS, () -> {
                next.advance();
                Files.delete(socket);
            });
            assertLeft("Handed " + socket + " over to the next in line");
        }
    }

    @Test
    void testLeave_toASuccessorThatDies_removesTheNameWithoutFurtherWaiting() throws Exception {
        SocketLock next = queued();
        atPause(4, next::close);
        assertLeft("Withdrew " + socket);
        assertEquals(4, owner.ticker.pauses().size());
        assertFalse(Files.exists(socket));
    }

    /** Both have their locks on the nameless file. */
    @Test
    void testLeave_ofALockFileThatWasDeleted_isAHandOverAllTheSame() throws Exception {
        try (SocketLock next = queued()) {
            Files.delete(owner.path.lockFile());
            atPause(3, () -> {
                assertTrue(next.advance());
                assertTrue(next.isHandedOver());
                Files.move(Files.createFile(directory.resolve("new")), socket, StandardCopyOption.REPLACE_EXISTING);
            });
            assertLeft("Handed " + socket + " over to the next in line");
        }
    }

    @Test
    void testLeave_ofALockFileThatWasReplaced_isNoHandOver() throws Exception {
        try (SocketLock next = queued()) {
            Files.delete(owner.path.lockFile());
            Files.createFile(owner.path.lockFile());
            assertLeft("Withdrew " + socket);
            assertEquals(List.of(), owner.ticker.pauses());
            assertTrue(next.isReplaced());
        }
    }

    @Test
    void testLeave_whereTheDirectoryIsNone_warns_andTheLockIsLetGo() throws Exception {
        Path aside = directory.resolveSibling(directory.getFileName() + "-aside");
        Files.move(directory, aside);
        Files.createFile(directory);
        try {
            owner.publication.withdraw();
            String line = captured.take().get(0);
            assertTrue(line.startsWith("WARN Cannot withdraw " + socket + ": "), line);
            assertTrue(line.endsWith("; the next start replaces it"), line);
        } finally {
            Files.delete(directory);
            Files.move(aside, directory);
        }
        owner.publication.close();
        service(Map.of()).start();
        assertTrue(Files.exists(socket));
    }
}
