package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedSocketTest {
    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    @Test
    void testChoose_beginsWithTheFinalNameInTheSameDirectory() throws Exception {
        StagedSocket staged = StagedSocket.choose(path);
        assertTrue(staged.name().toString().matches(path + "~[0-9a-z]{1,5}"), staged::toString);
    }

    @Test
    void testChoose_twoStartsGetTwoNames() throws Exception {
        assertFalse(StagedSocket.choose(path).equals(StagedSocket.choose(path))
                && StagedSocket.choose(path).equals(StagedSocket.choose(path)));
    }

    @Test
    void testChoose_longestPath_fitsIntoWhatNettyTakes() throws Exception {
        String longest = directory + "/" + "x".repeat(105 - directory.toString().length());
        StagedSocket staged = StagedSocket.choose(SocketPath.of(longest));
        assertEquals(107, staged.name().toString().getBytes(StandardCharsets.UTF_8).length);
        assertTrue(staged.name().toString().startsWith(longest));
    }

    @Test
    void testChoose_removesDeadLeftoversAndNothingElse() throws Exception {
        Path dead = directory.resolve("echo.sock~dead1");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(dead));
        }
        Path file = Files.writeString(directory.resolve("echo.sock~"), "precious");
        Path live = directory.resolve("echo.sock~live1");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(live));
            StagedSocket.choose(path);
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(live));
            assertEquals("precious", Files.readString(file));
        }
    }
}
