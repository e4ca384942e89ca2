package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.socket.SocketFile.Look;
import dev.udsecho.socket.SocketFile.Standing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    private static final Permission PERMISSION = new Permission(new Mode(0620), Optional.empty());

    @TempDir
    Path directory;

    private SocketPath path;
    private ServerSocketChannel listener;

    @BeforeEach
    void openListener() throws IOException {
        path = new SocketPath(directory.resolve("echo.sock"));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @AfterEach
    void closeListener() throws IOException {
        listener.close();
    }

    private StagedSocket stage() throws Exception {
        StagedSocket staged = StagedSocket.prepare(path);
        listener.bind(UnixDomainSocketAddress.of(staged.boundName()));
        return staged;
    }

    private SocketFile publish() throws Exception {
        return publish(SocketFile::findStale);
    }

    private SocketFile publish(Look look) throws Exception {
        StagedSocket staged = stage();
        SocketFile file = SocketFile.publish(staged, PERMISSION, look);
        staged.discard();
        return file;
    }

    /** A look whose first answer is from before; what it sees now comes with the second one. */
    private static Look lookedBefore(Optional<DirectoryEntry> then) {
        AtomicBoolean again = new AtomicBoolean();
        return path -> again.getAndSet(true) ? SocketFile.findStale(path) : then;
    }

    @Test
    void testPublish_givesTheFinalNameOnlyWithItsMode() throws Exception {
        SocketFile file = publish();
        assertEquals(List.of("echo.sock"), names());
        assertEquals(0140620, Files.getAttribute(path.file(), "unix:mode"));
        assertEquals(Standing.OURS, file.standing());
    }

    @Test
    void testPublish_overANameThatAppearedMeanwhile_refused() throws Exception {
        StagedSocket staged = stage();
        Files.writeString(path.file(), "precious");
        assertEquals(
                Cause.IN_USE,
                assertThrows(
                                PathRefused.class,
                                () -> SocketFile.publish(staged, PERMISSION, lookedBefore(Optional.empty())))
                        .reason());
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testPublish_overAStaleSocket_replacesIt() throws Exception {
        leaveStale();
        assertTrue(SocketFile.findStale(path).isPresent());
        SocketFile file = publish();
        assertEquals(List.of("echo.sock"), names());
        assertEquals(Standing.OURS, file.standing());
    }

    @Test
    void testPublish_overAStaleSocketThatWasReplacedMeanwhile_refused() throws Exception {
        leaveStale();
        Optional<DirectoryEntry> stale = SocketFile.findStale(path);
        StagedSocket staged = stage();
        Files.writeString(directory.resolve("new"), "precious");
        Files.move(directory.resolve("new"), path.file(), StandardCopyOption.ATOMIC_MOVE);
        assertThrows(PathRefused.class, () -> SocketFile.publish(staged, PERMISSION, lookedBefore(stale)));
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testPublish_overAStaleSocketThatALiveServerTookMeanwhile_refused() throws Exception {
        leaveStale();
        Optional<DirectoryEntry> stale = SocketFile.findStale(path);
        StagedSocket staged = stage();
        Files.delete(path.file());
        try (ServerSocketChannel successor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            successor.bind(UnixDomainSocketAddress.of(path.file()));
            Object inode = Files.getAttribute(path.file(), "unix:ino");
            assertThrows(PathRefused.class, () -> SocketFile.publish(staged, PERMISSION, lookedBefore(stale)));
            assertEquals(inode, Files.getAttribute(path.file(), "unix:ino"));
            assertTrue(successor.isOpen());
        }
    }

    @Test
    void testPublish_overALinkThatWasPutInPlaceOfTheSocket_refusedAndNotFollowed() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "");
        Files.setAttribute(precious, "unix:mode", 0600);
        StagedSocket staged = stage();
        Files.delete(staged.socket());
        Files.createSymbolicLink(staged.socket(), precious);
        assertThrows(PathRefused.class, () -> SocketFile.publish(staged, PERMISSION, SocketFile::findStale));
        assertEquals(0100600, Files.getAttribute(precious, "unix:mode"));
        assertFalse(Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void testPublish_overAPredecessorThatIsAlive_onlyWhenItIsLookedForAsSuch() throws Exception {
        try (ServerSocketChannel predecessor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            predecessor.bind(UnixDomainSocketAddress.of(path.file()));
            StagedSocket staged = stage();
            assertThrows(PathRefused.class, () -> SocketFile.publish(staged, PERMISSION, SocketFile::findStale));
            SocketFile file = SocketFile.publish(staged, PERMISSION, SocketFile::findSocket);
            assertEquals(Standing.OURS, file.standing());
            assertTrue(predecessor.isOpen());
        }
    }

    @Test
    void testPublish_overAFileInPlaceOfAPredecessor_refused() throws Exception {
        Files.writeString(path.file(), "precious");
        StagedSocket staged = stage();
        assertThrows(PathRefused.class, () -> SocketFile.publish(staged, PERMISSION, SocketFile::findSocket));
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testFindStale_freeName() throws Exception {
        assertEquals(Optional.empty(), SocketFile.findStale(path));
    }

    @Test
    void testFindStale_liveSocket_refused() throws Exception {
        listener.bind(UnixDomainSocketAddress.of(path.file()));
        assertRefused(Cause.IN_USE);
    }

    @Test
    void testFindStale_symlinkToAStaleSocket_refused() throws Exception {
        leaveStale();
        Path elsewhere = Files.move(path.file(), directory.resolve("elsewhere"));
        Files.createSymbolicLink(path.file(), elsewhere);
        assertRefused(Cause.NOT_A_SOCKET);
        assertEquals(elsewhere, Files.readSymbolicLink(path.file()));
    }

    @Test
    void testStanding_followsTheName() throws Exception {
        SocketFile file = publish();
        Path away = Files.move(path.file(), directory.resolve("away"));
        assertEquals(Standing.MISSING, file.standing());
        Files.writeString(path.file(), "foreign");
        assertEquals(Standing.FOREIGN, file.standing());
        Files.move(away, path.file(), StandardCopyOption.ATOMIC_MOVE);
        assertEquals(Standing.OURS, file.standing());
    }

    @Test
    void testWithdraw_takesOurNameOnly() throws Exception {
        SocketFile file = publish();
        assertTrue(file.withdraw());
        assertFalse(Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS));
        Files.writeString(path.file(), "precious");
        assertFalse(file.withdraw());
        assertEquals("precious", Files.readString(path.file()));
    }

    private void leaveStale() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path.file()));
        }
    }

    private void assertRefused(Cause cause) {
        assertEquals(
                cause,
                assertThrows(PathRefused.class, () -> SocketFile.findStale(path))
                        .reason());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
