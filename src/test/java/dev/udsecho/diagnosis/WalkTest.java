package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the steps of a walk, and links. */
class WalkTest {
    @TempDir
    Path temporary;

    private Path directory;
    private Mount mount;

    @BeforeEach
    void resolve() throws IOException {
        directory = temporary.toRealPath();
        mount = new Mount(directory, "/", "ext4", List.of("rw"));
    }

    private PathInspector inspector(Path file) {
        return new PathInspector(file, Users.seeing(List.of(mount)));
    }

    private void assertFound(Cause cause, String sentence, Path file) {
        Finding finding = inspector(file).walk().orElseThrow();
        assertEquals(sentence, finding.sentence());
        assertEquals(cause, finding.cause());
    }

    private Path link(String name, String target) throws IOException {
        return Files.createSymbolicLink(directory.resolve(name), Path.of(target));
    }

    private Path leaveSocketIn(String name) throws IOException {
        Path socket = Files.createDirectory(directory.resolve(name)).resolve("echo.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        return socket;
    }

    /**
     * Returns the identities of a directory and of all its ancestors, the root last. Their times are not compared:
     * other processes use the directory for temporary files too.
     */
    private static List<Inode> upwards(Path from) throws IOException {
        List<Inode> inodes = new ArrayList<>();
        for (Path above = from; above != null; above = above.getParent()) {
            inodes.add(DirectoryEntry.at(above).orElseThrow().inode());
        }
        return inodes;
    }

    @Test
    void testWalk_toASocket_hasAStepForEachName() throws Exception {
        Path socket = leaveSocketIn("real");
        PathInspector inspector = inspector(socket);
        assertEquals(Path.of("/"), inspector.current());
        assertEquals(Optional.empty(), inspector.walk());
        assertEquals(socket, inspector.current());
        List<PathStep> steps = inspector.steps();
        assertEquals(socket.getNameCount() + 1, steps.size());
        DirectoryEntry file = DirectoryEntry.at(socket).orElseThrow();
        assertEquals(
                new PathStep(socket, Optional.empty(), Optional.of(file), List.of(file), Optional.of(mount), true),
                steps.get(steps.size() - 1));
        assertEquals(Optional.empty(), steps.get(0).mount());
        assertTrue(steps.stream().allMatch(PathStep::passed));
    }

    @Test
    void testWalk_throughALink_passesTheDirectoriesBehindIt() throws Exception {
        Path socket = leaveSocketIn("real");
        Path link = link("link", "real");
        PathInspector inspector = inspector(link.resolve("echo.sock"));
        assertEquals(Optional.empty(), inspector.walk());
        PathStep step = inspector.steps().get(link.getNameCount());
        assertEquals(link, step.path());
        assertEquals(Optional.of(Path.of("real")), step.link());
        assertEquals(DirectoryEntry.at(socket.getParent()), step.file());
        List<Inode> way = upwards(directory);
        way.add(step.file().orElseThrow().inode());
        assertEquals(way, step.traversed().stream().map(DirectoryEntry::inode).toList());
        assertEquals(Optional.of(mount), step.mount());
    }

    @Test
    void testWalk_stopsAtTheFirstDirectoryThatIsMissing() {
        PathInspector inspector = inspector(directory.resolve("none/sub/echo.sock"));
        assertEquals(
                "there is no directory " + directory.resolve("none") + "; create it, or mount the volume that holds it",
                inspector.walkToDirectory().orElseThrow().sentence());
        List<PathStep> steps = inspector.steps();
        assertEquals(
                new PathStep(
                        directory.resolve("none"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        false),
                steps.get(steps.size() - 1));
        assertEquals(directory.resolve("none"), inspector.current());
    }

    @Test
    void testWalk_linkToNothing() throws Exception {
        Path link = link("link", "none");
        String words = link + " is a symbolic link to " + directory.resolve("none") + ", and nothing is there";
        assertFound(Cause.SYMLINK_DANGLING, words + "; mend the link", link);
        assertFound(Cause.SYMLINK_DANGLING, words + "; mend the link", link.resolve("echo.sock"));
        Path outer = link("outer", "link");
        assertFound(
                Cause.SYMLINK_DANGLING,
                outer + " is a symbolic link to " + link + ", and " + words + "; mend the link",
                outer);
    }

    @Test
    void testWalk_linkIntoAMissingDirectory() throws Exception {
        Path link = link("link", "none/echo.sock");
        assertFound(
                Cause.SYMLINK_DANGLING,
                link + " is a symbolic link to " + directory.resolve("none/echo.sock") + ", and there is no directory "
                        + directory.resolve("none") + "; mend the link",
                link);
    }

    @Test
    void testWalk_linkLoop() throws Exception {
        Path link = link("one", "two");
        link("two", "one");
        assertFound(Cause.SYMLINK_LOOP, "the symbolic links from " + link + " form a loop; mend the link", link);
    }
}
