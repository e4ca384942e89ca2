package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.Identity;
import dev.udsecho.os.UserNamespace;
import dev.udsecho.testing.Needs;
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

/** Tests who may replace a socket in a sticky directory: inode(7). */
class ReplaceableTest {
    private static final int MAY_IGNORE_OWNERS = 1 << 3;
    private static final ProcessContext HERE = ProcessContext.current();
    private static final ProcessContext STRANGER = process("4711", 0, HERE.namespace());

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() throws IOException {
        path = new SocketPath(directory.resolve("echo.sock"));
        Files.setAttribute(directory, "unix:mode", 01777);
    }

    private static ProcessContext process(String uid, long capabilities, UserNamespace namespace) {
        Identity identity = new Identity(uid, uid, List.of(), capabilities, false);
        return new ProcessContext(identity, namespace, HERE.mounts(), HERE.security(), List.of());
    }

    private static void assertRefused(Cause cause, SocketPath path, ProcessContext who) {
        SocketPathException refused =
                assertThrows(SocketPathException.class, () -> PublishTarget.requireReplaceable(path, who));
        assertEquals(cause, refused.reason(), refused::getMessage);
    }

    private void leaveSocket() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path.file()));
        }
    }

    @Test
    void testStickyDirectory_otherUserIsRefused() throws Exception {
        leaveSocket();
        SocketPathException refused =
                assertThrows(SocketPathException.class, () -> PublishTarget.requireReplaceable(path, STRANGER));
        assertEquals(Cause.DENIED_FILE, refused.reason());
        assertTrue(refused.getMessage().contains("its directory is sticky; have "), refused::getMessage);
        assertTrue(
                refused.getMessage().contains("root remove " + path + " once no server uses it"), refused::getMessage);
    }

    @Test
    void testStickyDirectory_ownerMay() throws Exception {
        leaveSocket();
        assertDoesNotThrow(() -> PublishTarget.requireReplaceable(path, HERE));
        assertDoesNotThrow(() -> PublishTarget.requireReplaceable(
                path, process(Identity.current().uid(), 0, HERE.namespace())));
    }

    @Test
    void testStickyDirectory_capabilityDecides_notTheUidOfRoot() throws Exception {
        Needs.root();
        leaveSocket();
        Files.setAttribute(path.file(), "unix:uid", 64001);
        Files.setAttribute(directory, "unix:uid", 64002);
        assertRefused(Cause.DENIED_FILE, path, process("0", 0, HERE.namespace()));
        assertDoesNotThrow(
                () -> PublishTarget.requireReplaceable(path, process("4711", MAY_IGNORE_OWNERS, HERE.namespace())));
    }

    @Test
    void testStickyDirectory_capabilityInANamespace_excludesAnUnmappedOwner() throws Exception {
        leaveSocket();
        String owner = Identity.current().uid();
        UserNamespace hidden = new UserNamespace(owner, "4711", false, false);
        assertRefused(Cause.UNMAPPED_OWNER, path, process("4711", MAY_IGNORE_OWNERS, hidden));
    }

    @Test
    void testStickyDirectory_freeName_anyoneMay() {
        assertDoesNotThrow(() -> PublishTarget.requireReplaceable(path, STRANGER));
    }

    @Test
    void testDirectoryThatIsNotSticky_anyoneMay() throws Exception {
        leaveSocket();
        Files.setAttribute(directory, "unix:mode", 0777);
        assertDoesNotThrow(() -> PublishTarget.requireReplaceable(path, STRANGER));
    }
}
