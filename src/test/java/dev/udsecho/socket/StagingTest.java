package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.DirectoryEntry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final int MOST_DIGITS = 5;

    @TempDir
    Path directory;

    @TempDir
    Path links;

    private final String temporary = System.getProperty(TEMPORARY);
    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
        System.setProperty(TEMPORARY, links.toString());
    }

    @AfterEach
    void restoreTemporary() {
        System.setProperty(TEMPORARY, temporary);
    }

    private Path leaveSocketIn(String name) throws IOException {
        Path socket = Files.createDirectory(directory.resolve(name)).resolve("s");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(socket));
        }
        return socket;
    }

    private static boolean exists(Path name) {
        return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
    }

    /** A path of which the staged socket's name has this many bytes, where all five digits are drawn. */
    private StagedSocket stageOf(int bytes) throws PathRefused {
        int length = bytes - "~".length() - MOST_DIGITS - "/s".length();
        String name = "x".repeat(length - 1 - directory.toString().length());
        StagedSocket staged = StagedSocket.prepare(new SocketPath(directory.resolve(name)));
        if (staged.socket().toString().length() == bytes) {
            return staged;
        }
        staged.discard();
        return stageOf(bytes);
    }

    @Test
    void testPrepare_nameThatJustFits_isBoundDirectly_andALongerOneByALink() throws Exception {
        StagedSocket fits = stageOf(StagedSocket.MAX_BYTES);
        assertEquals(fits.socket(), fits.boundName());
        StagedSocket tooLong = stageOf(StagedSocket.MAX_BYTES + 1);
        assertEquals(
                tooLong.directory(), Files.readSymbolicLink(tooLong.boundName().getParent()));
        tooLong.discard();
    }

    @Test
    void testPrepare_noLinkCanBeMade_leavesNothing() throws Exception {
        path = new SocketPath(
                directory.resolve("x".repeat(105 - directory.toString().length())));
        Path missing = directory.resolve("no-tmp");
        System.setProperty(TEMPORARY, missing.toString());
        PathRefused refused = assertThrows(PathRefused.class, () -> StagedSocket.prepare(path));
        assertTrue(refused.getMessage().contains("directory " + missing + ";"), refused::getMessage);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void testRemoveLeftovers_leavesDirectoriesOfOtherNames() throws Exception {
        List<Path> others = List.of(
                leaveSocketIn("other~ab"),
                leaveSocketIn("echo.sock~abcdef"),
                leaveSocketIn("echo.sock~AB"),
                leaveSocketIn("echoxsock~ab"));
        Path ours = leaveSocketIn("echo.sock~ab");
        StagedSocket.removeLeftovers(path);
        others.forEach(socket -> assertTrue(exists(socket), socket::toString));
        assertFalse(exists(ours.getParent()));
    }

    @Test
    void testRemoveLeftovers_doesNotFollowALink() throws Exception {
        Path foreign = leaveSocketIn("foreign");
        Path link = Files.createSymbolicLink(directory.resolve("echo.sock~ab"), foreign.getParent());
        StagedSocket.removeLeftovers(path);
        assertTrue(exists(foreign));
        assertTrue(exists(link));
    }

    @Test
    void testConnect_leavesNoConnection() throws Exception {
        StagedSocket staged = StagedSocket.prepare(path);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(staged.boundName()));
            staged.connect();
            try (SocketChannel accepted = listener.accept()) {
                accepted.configureBlocking(false);
                assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
            }
        }
    }

    @Test
    void testPublish_knowsItsFile() throws Exception {
        StagedSocket staged = StagedSocket.prepare(path);
        leaveSocketIn("elsewhere");
        Files.move(directory.resolve("elsewhere/s"), staged.socket());
        SocketFile file =
                SocketFile.publish(staged, new Permission(new Mode(0600), Optional.empty()), SocketFile::findStale);
        assertEquals(DirectoryEntry.at(path.file()).orElseThrow().inode(), file.inode());
    }
}
