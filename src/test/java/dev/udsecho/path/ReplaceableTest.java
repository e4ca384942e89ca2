package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Identity;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may replace a socket in a sticky directory: inode(7). */
class ReplaceableTest {
    private static final Identity STRANGER = identity("4711");

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() throws IOException {
        path = new SocketPath(directory.resolve("echo.sock"));
        Files.setAttribute(directory, "unix:mode", 01777);
    }

    private static Identity identity(String uid) {
        return new Identity(uid, uid, List.of(), 0, false);
    }

    private void leaveSocket() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path.file()));
        }
    }

    @Test
    void testStickyDirectory_strangerIsRefused() throws Exception {
        leaveSocket();
        SocketPathException refused =
                assertThrows(SocketPathException.class, () -> PublishedSocket.requireReplaceable(path, STRANGER));
        assertEquals(Cause.DENIED_FILE, refused.reason());
        assertTrue(
                refused.getMessage().contains("its directory is sticky; remove " + path + " once no server uses it"),
                refused::getMessage);
    }

    @Test
    void testStickyDirectory_ownerAndRootMay() throws Exception {
        leaveSocket();
        assertDoesNotThrow(() -> PublishedSocket.requireReplaceable(path, identity("0")));
        assertDoesNotThrow(() -> PublishedSocket.requireReplaceable(path, Identity.current()));
        assertDoesNotThrow(() -> PublishedSocket.requireReplaceable(path));
    }

    @Test
    void testStickyDirectory_freeName_anyoneMay() {
        assertDoesNotThrow(() -> PublishedSocket.requireReplaceable(path, STRANGER));
    }

    @Test
    void testDirectoryThatIsNotSticky_anyoneMay() throws Exception {
        leaveSocket();
        Files.setAttribute(directory, "unix:mode", 0777);
        assertDoesNotThrow(() -> PublishedSocket.requireReplaceable(path, STRANGER));
    }
}
