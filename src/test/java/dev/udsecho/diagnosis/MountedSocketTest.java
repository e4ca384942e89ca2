package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.Mount;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the evidence for a failed connect. */
class MountedSocketTest {
    private static final Evidence REFUSED = new Evidence("connect", "Connection refused (ECONNREFUSED)");

    @TempDir
    Path temporary;

    private Path socket;

    @BeforeEach
    void leaveSocket() throws IOException {
        socket = temporary.toRealPath().resolve("echo.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
    }

    private Finding diagnose(Mount mount, IOException failure) {
        return ConnectDiagnosis.of(socket, Users.seeing(List.of(mount)), failure);
    }

    @ParameterizedTest
    @CsvSource({"/echo.sock, ''", "/echo.sock//deleted, ', of a file that was deleted'"})
    void testMountedFile_reportsWhetherItWasDeleted(String root, String deleted) {
        Finding finding =
                diagnose(new Mount(socket, root, "tmpfs", List.of("rw")), new ConnectException("Connection refused"));
        assertEquals(Cause.MOUNTED_FILE, finding.cause());
        assertEquals(List.of(new Evidence("mount", "tmpfs on " + socket + deleted), REFUSED), finding.evidence());
    }

    @Test
    void testForeignFileSystem_isNamed() {
        Mount mount = new Mount(socket.getParent(), "/", "virtiofs", List.of("rw"));
        Finding finding = diagnose(mount, new ConnectException("Connection refused"));
        assertEquals(List.of(new Evidence("mount", mount.toString()), REFUSED), finding.evidence());
    }

    @Test
    void testNoDescriptors_showsTheKernelsText() {
        Mount mount = new Mount(socket.getParent(), "/", "virtiofs", List.of("rw"));
        Finding finding = diagnose(mount, new SocketException("Too many open files"));
        assertEquals(List.of(new Evidence("socket", "Too many open files (EMFILE)")), finding.evidence());
    }

    @Test
    void testDenied_byTheMode() throws IOException {
        Files.setAttribute(socket, "unix:mode", 0600);
        Finding finding = ConnectDiagnosis.of(socket, Users.deniedUser(), new BindException("Permission denied"));
        assertEquals(Cause.DENIED_FILE, finding.cause());
    }
}
