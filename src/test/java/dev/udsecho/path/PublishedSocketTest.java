package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.path.PublishedSocket.ReachCheck;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedSocketTest {
    private static final SocketPermissions PERMISSION = new SocketPermissions(new FileMode(0620), Optional.empty());

    private static final ReachCheck REACHED = name -> true;

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

    private StagingDirectory stage() throws Exception {
        StagingDirectory staged = StagingDirectory.create(path);
        listener.bind(UnixDomainSocketAddress.of(staged.bindName()));
        return staged;
    }

    private PublishedSocket publish() throws Exception {
        return publish(PublishTarget::findStale);
    }

    private PublishedSocket publish(PublishTarget.Check look) throws Exception {
        StagingDirectory staged = stage();
        PublishedSocket file = PublishedSocket.publish(staged, PERMISSION, look, REACHED);
        staged.discard();
        return file;
    }

    /** Returns a check whose first result is fixed; later results are current. */
    private static PublishTarget.Check firstFinding(Optional<DirectoryEntry> then) {
        AtomicBoolean again = new AtomicBoolean();
        return path -> again.getAndSet(true) ? PublishTarget.findStale(path) : then;
    }

    @Test
    void testPublish_socketHasItsModeBeforeTheFinalName() throws Exception {
        PublishedSocket file = publish();
        assertEquals(List.of("echo.sock"), names());
        assertEquals(0140620, Files.getAttribute(path.file(), "unix:mode"));
        assertEquals(PathState.OURS, file.state());
    }

    @Test
    void testPublish_nameThatAppearedMeanwhile_refused() throws Exception {
        StagingDirectory staged = stage();
        Files.writeString(path.file(), "precious");
        assertEquals(
                Cause.IN_USE,
                assertThrows(
                                SocketPathException.class,
                                () -> PublishedSocket.publish(
                                        staged, PERMISSION, firstFinding(Optional.empty()), REACHED))
                        .reason());
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testPublish_overAStaleSocket_replacesIt() throws Exception {
        leaveStale();
        assertTrue(PublishTarget.findStale(path).isPresent());
        PublishedSocket file = publish();
        assertEquals(List.of("echo.sock"), names());
        assertEquals(PathState.OURS, file.state());
    }

    @Test
    void testPublish_overAStaleSocketThatWasReplacedMeanwhile_refused() throws Exception {
        leaveStale();
        Optional<DirectoryEntry> stale = PublishTarget.findStale(path);
        StagingDirectory staged = stage();
        Files.writeString(directory.resolve("new"), "precious");
        Files.move(directory.resolve("new"), path.file(), StandardCopyOption.ATOMIC_MOVE);
        assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, firstFinding(stale), REACHED));
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testPublish_overAStaleSocketThatALiveServerTookMeanwhile_refused() throws Exception {
        leaveStale();
        Optional<DirectoryEntry> stale = PublishTarget.findStale(path);
        StagingDirectory staged = stage();
        Files.delete(path.file());
        try (ServerSocketChannel successor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            successor.bind(UnixDomainSocketAddress.of(path.file()));
            Object inode = Files.getAttribute(path.file(), "unix:ino");
            assertThrows(
                    SocketPathException.class,
                    () -> PublishedSocket.publish(staged, PERMISSION, firstFinding(stale), REACHED));
            assertEquals(inode, Files.getAttribute(path.file(), "unix:ino"));
            assertTrue(successor.isOpen());
        }
    }

    @Test
    void testPublish_linkInPlaceOfTheSocket_refusedAndNotFollowed() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "");
        Files.setAttribute(precious, "unix:mode", 0600);
        StagingDirectory staged = stage();
        Files.delete(staged.socket());
        Files.createSymbolicLink(staged.socket(), precious);
        assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findStale, REACHED));
        assertEquals(0100600, Files.getAttribute(precious, "unix:mode"));
        assertFalse(Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void testPublish_livePredecessor_replacedOnlyWithFindSocket() throws Exception {
        try (ServerSocketChannel predecessor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            predecessor.bind(UnixDomainSocketAddress.of(path.file()));
            StagingDirectory staged = stage();
            assertThrows(
                    SocketPathException.class,
                    () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findStale, REACHED));
            PublishedSocket file = PublishedSocket.publish(staged, PERMISSION, PublishTarget::findSocket, REACHED);
            assertEquals(PathState.OURS, file.state());
            assertTrue(predecessor.isOpen());
        }
    }

    @Test
    void testPublish_overAFileInPlaceOfAPredecessor_refused() throws Exception {
        Files.writeString(path.file(), "precious");
        StagingDirectory staged = stage();
        assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findSocket, REACHED));
        assertEquals("precious", Files.readString(path.file()));
    }

    /** Emulates a file system that gives each link its own inode: the first name leads to no listener. */
    @Test
    void testPublish_linkWithoutAListener_renamesTheSocket() throws Exception {
        StagingDirectory staged = stage();
        AtomicInteger tries = new AtomicInteger();
        PublishedSocket file = PublishedSocket.publish(
                staged, PERMISSION, PublishTarget::findStale, name -> tries.incrementAndGet() == 2);
        assertEquals(2, tries.get());
        assertFalse(Files.exists(staged.socket()), "renamed");
        assertEquals(PathState.OURS, file.state());
    }

    @Test
    void testPublish_nameThatNeverLeadsToTheListener_refused_andTheNameIsFree() throws Exception {
        StagingDirectory staged = stage();
        SocketPathException refused = assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findStale, name -> false));
        assertEquals(Cause.NO_SOCKETS_HERE, refused.reason());
        assertFalse(Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void testPublish_failedReachCheck_leavesTheNameFree() throws Exception {
        StagingDirectory staged = stage();
        assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findStale, name -> {
                    throw new IOException("Too many open files");
                }));
        assertFalse(Files.exists(path.file(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void testPublish_nameTakenDuringTheReachCheck_isLeft() throws Exception {
        StagingDirectory staged = stage();
        assertThrows(
                SocketPathException.class,
                () -> PublishedSocket.publish(staged, PERMISSION, PublishTarget::findStale, name -> {
                    Files.deleteIfExists(name);
                    Files.writeString(name, "precious");
                    return false;
                }));
        assertEquals("precious", Files.readString(path.file()));
    }

    @Test
    void testFindStale_freeName() throws Exception {
        assertEquals(Optional.empty(), PublishTarget.findStale(path));
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
    void testState_followsTheName() throws Exception {
        PublishedSocket file = publish();
        Path away = Files.move(path.file(), directory.resolve("away"));
        assertEquals(PathState.MISSING, file.state());
        Files.writeString(path.file(), "foreign");
        assertEquals(PathState.FOREIGN, file.state());
        Files.move(away, path.file(), StandardCopyOption.ATOMIC_MOVE);
        assertEquals(PathState.OURS, file.state());
    }

    @Test
    void testWithdraw_removesOnlyOurName() throws Exception {
        PublishedSocket file = publish();
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
                assertThrows(SocketPathException.class, () -> PublishTarget.findStale(path))
                        .reason());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
