package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingFileTest {
    private static final String ADVICE = "start the server, or mount the directory that it serves in";

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
    }

    private void leaveSocket(String name) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        }
    }

    private Finding missing(Path... points) {
        List<Mount> mounts = List.of(points).stream()
                .map(point -> new Mount(point, "/", "ext4", List.of("rw")))
                .toList();
        return new MissingFile(directory.resolve("echo.sock"), new Mounts(mounts)).finding();
    }

    private List<Evidence> evidence(String sockets, String mount) {
        return List.of(new Evidence("sockets in " + directory, sockets), new Evidence("mount of " + directory, mount));
    }

    @Test
    void testEmptyDirectory_mountNotSeen() {
        assertEquals("nothing has that name; " + ADVICE, missing().sentence());
        assertEquals(
                evidence("none: the directory is empty", "not to be seen"),
                missing().evidence());
    }

    @Test
    void testDirectoryOfAMount() throws IOException {
        Files.createFile(directory.resolve("a"));
        Files.createDirectory(directory.resolve("b"));
        assertEquals(
                evidence("none, among names of other files: 2", "one of its own: ext4 on " + directory),
                missing(Path.of("/"), directory).evidence());
        assertEquals(
                evidence(
                        "none, among names of other files: 2",
                        "none of its own, as a volume would be; the directory is on ext4 on /"),
                missing(Path.of("/")).evidence());
    }

    @Test
    void testSocketOfASimilarName_isNamed() throws IOException {
        leaveSocket("docker.sock");
        leaveSocket("ecko.sock");
        Files.createFile(directory.resolve("echo.soc"));
        assertEquals(
                "nothing has that name; " + ADVICE + ", or name " + directory + "/ecko.sock, which is there",
                missing().sentence());
        assertEquals("ecko.sock, docker.sock", missing().evidence().get(0).found());
    }

    @Test
    void testSocketOfAnotherName_isShownOnly() throws IOException {
        leaveSocket("docker.sock");
        assertEquals("nothing has that name; " + ADVICE, missing().sentence());
        assertEquals("docker.sock", missing().evidence().get(0).found());
    }

    @Test
    void testWalk_findsTheMissingName() {
        Finding finding = new PathInspector(directory.resolve("echo.sock"), Users.seeing(List.of()))
                .walk()
                .orElseThrow();
        assertEquals(Cause.NO_FILE, finding.cause());
    }

    @Test
    void testSimilarNames_directoryThatCannotBeListed() {
        Path none = directory.resolve("none");
        assertEquals(new SimilarNames(List.of(), "it could not be listed: there is no " + none), SimilarNames.of(none));
    }

    @Test
    void testSimilarNames_looksAtAThousandNames() throws IOException {
        for (int name = 0; name < 1000; name++) {
            Files.createFile(directory.resolve("f" + name));
        }
        assertEquals(
                "none, among names of other files: 1000",
                SimilarNames.of(directory).seen());
        Files.createFile(directory.resolve("more"));
        assertEquals(
                "none among the first 1000 names", SimilarNames.of(directory).seen());
    }

    @Test
    void testSimilarNames_socketsOnly() throws IOException {
        leaveSocket("one");
        leaveSocket("two");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("one"));
        assertEquals(Set.of("one", "two"), Set.copyOf(SimilarNames.of(directory).sockets()));
    }
}
