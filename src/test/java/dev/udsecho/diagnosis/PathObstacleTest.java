package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.udsecho.os.Mount;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests files in place of the socket or of a directory. */
class PathObstacleTest {
    @TempDir
    Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
        file = directory.resolve("echo.sock");
    }

    private static void leaveSocket(Path name) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(name));
        }
    }

    private Finding walk(Mount... mounts) {
        return new PathInspector(file, Users.seeing(List.of(mounts))).walk().orElseThrow();
    }

    private static Mount mount(Path point, String type) {
        return new Mount(point, "/", type, List.of("rw"));
    }

    @Test
    void testRegularFile_andALinkToOne() throws IOException {
        Files.createFile(directory.resolve("precious"));
        Files.createSymbolicLink(file, Path.of("precious"));
        assertEquals("a link to precious, a regular file, is there; move it away", walk().sentence());
        Files.delete(file);
        Files.createFile(file);
        assertEquals("a regular file is there; move it away", walk().sentence());
        assertEquals(Cause.NOT_A_SOCKET, walk().cause());
    }

    @Test
    void testRegularFileInPlaceOfADirectory() throws IOException {
        Path step = Files.createFile(directory.resolve("file"));
        file = step.resolve("echo.sock");
        assertEquals(step + " is a regular file, no directory; move it away", walk().sentence());
        assertEquals(Cause.NO_DIRECTORY, walk().cause());
    }

    @Test
    void testDirectoryThatMayNotBeSearched() throws IOException {
        assumeFalse(Needs.isRoot(), "needs another user than root");
        Path step = Files.createDirectory(directory.resolve("closed"));
        Files.setAttribute(step, "unix:mode", 0600);
        file = step.resolve("echo.sock");
        assertEquals(Cause.DENIED_DIRECTORY, walk().cause());
        assertEquals(List.of("have its mode let the owner search it"), walk().advice());
    }

    @Test
    void testEmptyDirectory_asEnginesCreateIt() throws IOException {
        Files.createDirectory(file);
        Finding finding = walk();
        assertEquals(
                "a directory is there, as container engines make one where a mounted path did not exist; remove it and"
                        + " mount its parent directory",
                finding.sentence());
        assertEquals(List.of(), finding.evidence());
    }

    @Test
    void testDirectoryThatIsMounted() throws IOException {
        Files.createDirectory(file);
        Finding finding = walk(mount(file, "ext4"));
        assertEquals(Cause.IS_DIRECTORY, finding.cause());
        assertEquals(List.of("unmount it, remove it, and mount its parent directory"), finding.advice());
        assertEquals(List.of(new Evidence("mount", "something is mounted on it")), finding.evidence());
    }

    @Test
    void testDirectoryWithSockets_namesThemAndTheMostAlike() throws IOException {
        Files.createDirectory(file);
        for (String name : List.of("a.sock", "eco.sock", "ech.sock2", "b.sock", "c.sock", "docker-engine.socket")) {
            leaveSocket(file.resolve(name));
        }
        Finding finding = walk(mount(file, "ext4"));
        assertEquals("a directory is there; name " + file + "/eco.sock, which is in it", finding.sentence());
        Evidence evidence = finding.evidence().get(0);
        assertEquals("sockets in it", evidence.what());
        assertEquals(
                List.of("eco.sock", "ech.sock2"),
                List.of(evidence.found().split(", ")).subList(0, 2));
        assertEquals(5, evidence.found().split(", ").length);
    }

    @Test
    void testOfStat_nameThatTheKernelRefuses() {
        Path name = directory.resolve("x".repeat(256));
        file = name.resolve("echo.sock");
        assertEquals(
                "the kernel reports \"File name too long\" of " + name
                        + ", which neither the path nor mode and owner explain; remedy one, or remedy two",
                walk().sentence());
        assertEquals(Cause.DENIED_POLICY, walk().cause());
    }

    private Finding ofStat(String words, String type) {
        return new PathObstacle(file, Users.seeing(List.of(mount(directory, type))))
                .ofStat(directory, new FileSystemException(directory.toString(), null, words));
    }

    @Test
    void testOfStat_fileSystemThatLostItsProcess() {
        Finding finding = ofStat("Transport endpoint is not connected", "fuse.sshfs");
        assertEquals(Cause.FOREIGN_KERNEL, finding.cause());
        assertEquals(
                "its file system (fuse.sshfs on " + directory + ") has lost the process that served it; mount it again",
                finding.sentence());
        assertEquals(
                List.of(new Evidence(directory.toString(), "Transport endpoint is not connected (ENOTCONN)")),
                finding.evidence());
    }

    @Test
    void testOfStat_anyOtherError() {
        assertEquals(
                Cause.DENIED_POLICY,
                ofStat("Transport endpoint is not connected", "ext4").cause());
        assertEquals(
                Cause.DENIED_POLICY, ofStat("Input/output error", "fuse.sshfs").cause());
    }
}
