package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Identity;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests denials for existing files, which belong to the user who runs the tests. The caller is fictional. */
class AccessDenialOfFilesTest {
    private static final String JOIN =
            "join its group (in Kubernetes, one fsGroup for both ends), or have its server set echo.socket.mode or"
                    + " echo.socket.group";
    private static final String MODE = "have its server set an echo.socket.mode that lets the ";

    @TempDir
    Path directory;

    private Path socket;
    private String uid;
    private String gid;

    @BeforeEach
    void leaveSocket() throws IOException {
        socket = directory.resolve("echo.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        DirectoryEntry file = DirectoryEntry.at(socket).orElseThrow();
        uid = file.owner();
        gid = file.group();
    }

    private static Finding denial(Path socket, String mode, Identity caller) throws IOException {
        Files.setAttribute(socket, "unix:mode", Integer.parseInt(mode, 8));
        return new AccessDenial(Users.with(caller)).toConnectTo(socket);
    }

    private void assertDenied(String mode, Identity caller, String advice) throws IOException {
        Finding finding = denial(socket, mode, caller);
        assertEquals(Cause.DENIED_FILE, finding.cause());
        assertEquals(
                "this process (" + caller + ") may not write to the socket (mode " + mode + ", owner " + uid + ":" + gid
                        + "); " + advice,
                finding.sentence());
        assertEquals(
                new Evidence("caller", caller.toString()), finding.evidence().get(0));
    }

    @Test
    void testToConnectTo_excludedByTheMode() throws IOException {
        assertDenied("0466", Users.identity(uid, gid, 0), MODE + "owner write to it");
        assertDenied("0646", Users.identity("4711", gid, 0), MODE + "group write to it");
        assertDenied("0660", Users.identity("4711", "4711", 0), JOIN);
        assertDenied("0640", Users.identity("4711", "4711", 0), MODE + "group write to it, and join that group");
    }

    @ParameterizedTest
    @CsvSource({"0600, 2, DENIED_POLICY", "0600, 4, DENIED_FILE", "0602, 0, DENIED_POLICY"})
    void testToConnectTo_capabilities(String mode, long capabilities, Cause expected) throws IOException {
        assertEquals(
                expected,
                denial(socket, mode, Users.identity("4711", "4711", capabilities))
                        .cause());
    }

    @Test
    void testToConnectTo_fileThatIsGone_showsNoMode() {
        Finding finding = new AccessDenial(Users.deniedUser()).toConnectTo(directory.resolve("gone"));
        assertEquals(
                "this process (uid 4711, gid 4711, groups none) may not write to the socket; " + JOIN,
                finding.sentence());
    }

    @Test
    void testToWriteIn_directory() throws IOException {
        Files.setAttribute(directory, "unix:mode", 0755);
        DirectoryEntry found = DirectoryEntry.at(directory).orElseThrow();
        assertEquals(
                "this process (uid 4711, gid 4711, groups none) may not write to the directory " + directory
                        + " (mode 0755, owner " + found.ownership()
                        + "); "
                        + (found.uid() == 0
                                ? "have root give it to this user: chown 4711:4711 " + directory + ", or "
                                : "")
                        + "have its mode let the group write to it, and join that group",
                new AccessDenial(Users.deniedUser()).toWriteIn(directory).sentence());
    }
}
