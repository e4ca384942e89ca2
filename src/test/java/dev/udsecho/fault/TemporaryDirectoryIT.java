package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the packaged program needs no temporary directory, and leaves no file in one. */
class TemporaryDirectoryIT {
    private static final List<String> ALICE = List.of("setpriv", "--reuid=64001", "--regid=64001", "--clear-groups");
    private static final int UNAVAILABLE = 69;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    @TempDir
    Path directory;

    private Path temporary;
    private Path socket;

    @BeforeEach
    void chooseDirectories() throws Exception {
        Files.setAttribute(directory, "unix:mode", 0755);
        temporary = Files.createDirectory(directory.resolve("tmp"));
        socket = Files.createDirectory(directory.resolve("sockets")).resolve("echo.sock");
    }

    private void assertServes(List<String> user) throws Exception {
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", socket.toString());
        try (ServeProcess server = ServeProcess.start(user, variables, "-Djava.io.tmpdir=" + temporary)
                .awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(0, server.terminate(), server::output);
            assertEquals(List.of(), server.complaints());
        }
    }

    @Test
    void testOrdinaryUser_otherUsersDirectoriesInTheWay_leavesNothing() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Files.setAttribute(socket.getParent(), "unix:uid", 64001);
        Files.setAttribute(temporary, "unix:mode", 01777);
        Files.setAttribute(Files.createDirectory(temporary.resolve("vertx-cache")), "unix:mode", 0700);
        assertServes(ALICE);
        assertEquals(List.of("vertx-cache"), Listing.of(temporary));
    }

    @Test
    void testOrdinaryUser_whoMayNotEnterIt() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Files.setAttribute(socket.getParent(), "unix:uid", 64001);
        Files.setAttribute(temporary, "unix:mode", 0700);
        assertServes(ALICE);
        assertEquals(List.of(), Listing.of(temporary));
    }

    @Test
    void testReadOnly() throws Exception {
        mounts.tmpfs(temporary, "ro,noexec");
        assertServes(List.of());
    }

    /**
     * Tests Netty's default: without the program's native folder, Netty unpacks the library into the temporary
     * directory.
     */
    @Test
    void testReadOnly_programWithoutItsNativeFolder_isRefused() throws Exception {
        Path program = directory.resolve("program");
        Command.succeed("cp", "-r", "target/quarkus-app", program.toString());
        Command.succeed("rm", "-r", program.resolve("native").toString());
        mounts.tmpfs(temporary, "ro");
        Command refused = Command.run(
                "timeout",
                "100",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Decho.socket.path=" + socket,
                "-Dquarkus.http.port=0",
                "-jar",
                program.resolve("quarkus-run.jar").toString());
        assertEquals(UNAVAILABLE, refused.status(), refused::output);
        assertTrue(
                refused.output()
                        .matches(
                                "(?s).*udsecho: cannot serve on a Unix socket: Netty's native transport is not available"
                                        + " on .*; run on Linux .* with the folder native/ of the packaged program\n"),
                refused::output);
    }
}
