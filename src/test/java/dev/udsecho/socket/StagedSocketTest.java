package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedSocketTest {
    @TempDir
    Path directory;

    @TempDir
    Path links;

    private final String temporary = System.getProperty("java.io.tmpdir");
    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
        System.setProperty("java.io.tmpdir", links.toString());
    }

    @AfterEach
    void restoreTemporary() {
        System.setProperty("java.io.tmpdir", temporary);
    }

    private void bind(StagedSocket staged) throws IOException {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(staged.boundName()));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void testPrepare_boundNameBeginsWithTheFinalName() throws Exception {
        StagedSocket staged = StagedSocket.prepare(path);
        assertTrue(staged.boundName().toString().matches(path + "~[0-9a-z]{1,5}/s"), staged::toString);
    }

    @Test
    void testPrepare_nobodyElseMayEnter() throws Exception {
        assertEquals(0040700, Files.getAttribute(StagedSocket.prepare(path).directory(), "unix:mode"));
    }

    @Test
    void testPrepare_leavesAnotherNameForTheNextListener() throws Exception {
        StagedSocket first = StagedSocket.prepare(path);
        Files.createFile(first.directory().resolve("in use"));
        assertNotEquals(first, StagedSocket.prepare(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {97, 100, 101, 102, 103, 104, 105, 106})
    void testPrepare_longPaths_fitIntoWhatNettyAndTheJdkTakeAndLeaveNothing(int bytes) throws Exception {
        path = SocketPath.of(
                directory + "/" + "x".repeat(bytes - 1 - directory.toString().length()));
        StagedSocket killed = StagedSocket.prepare(path);
        assertTrue(killed.boundName().toString().getBytes(StandardCharsets.UTF_8).length <= StagedSocket.MAX_BYTES);
        Files.createFile(killed.socket());
        Files.delete(killed.socket());
        StagedSocket.removeLeftovers(path);
        assertFalse(Files.exists(killed.directory()));
        StagedSocket staged = StagedSocket.prepare(path);
        staged.discard();
        killed.discard();
        assertEquals(List.of(), names());
        assertFalse(Files.exists(staged.boundName().getParent(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void testRemoveLeftovers_removesWhatAKilledStartLeftAndNothingElse() throws Exception {
        StagedSocket killed = StagedSocket.prepare(path);
        bind(killed);
        Files.writeString(directory.resolve("echo.sock~"), "precious");
        Files.writeString(directory.resolve("echo.sock~file1"), "precious");
        Path foreign = Files.createDirectory(directory.resolve("echo.sock~dir1"));
        Files.writeString(foreign.resolve("s"), "precious");
        Path crowded = Files.createDirectory(directory.resolve("echo.sock~dir2"));
        Files.writeString(crowded.resolve("more"), "precious");
        StagedSocket.removeLeftovers(path);
        assertFalse(Files.exists(killed.directory()));
        assertEquals("precious", Files.readString(directory.resolve("echo.sock~")));
        assertEquals("precious", Files.readString(directory.resolve("echo.sock~file1")));
        assertEquals("precious", Files.readString(foreign.resolve("s")));
        assertEquals("precious", Files.readString(crowded.resolve("more")));
    }
}
