package dev.udsecho.diagnosis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.ServeProcess;
import dev.udsecho.testing.WarmClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that file names and answers from others forge no line of output and control no terminal. */
class ForgeryIT {
    @TempDir
    Path directory;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    private static WarmClient client;

    @BeforeAll
    static void startClient() throws Exception {
        client = WarmClient.start();
    }

    static List<ForgedSituation> situations() {
        return ForgedSituation.all();
    }

    @ParameterizedTest
    @MethodSource("situations")
    void testForgedNameOrAnswer_isEscaped(ForgedSituation situation) throws Exception {
        assertHarmless(situation.cause(), situation.made().in(directory.toRealPath()));
    }

    @ParameterizedTest
    @ValueSource(strings = {Forgery.NAME, "a\n" + Forgery.LINE + "\033[2J", "a\r" + Forgery.LINE})
    void testForgedMountPoint_isEscaped(String name) throws Exception {
        Path point = Files.createDirectory(directory.toRealPath().resolve(name));
        mounts.tmpfs(point, "size=1m");
        Path socket = point.resolve("s");
        HealthyRun check = assertHarmless("no-file", socket);
        assertTrue(check.text().output().contains("tmpfs on "), check::toString);
        PlainServer server = new PlainServer(socket, accepted -> accepted.read(ByteBuffer.allocate(1024)));
        assertHarmless("closed", socket);
        server.close();
        assertHarmless("stale", socket);
    }

    @Test
    void testForgedNameOfAMountedFile_isEscaped() throws Exception {
        Path file = Files.createFile(ForgedSituation.forged(directory.toRealPath()));
        Path socket = directory.resolve("s");
        new PlainServer(socket, accepted -> {}).close();
        mounts.bind(socket, file);
        Files.delete(socket);
        assertHarmless("mounted-file", file, ClientRun::of);
    }

    @Test
    void testForgedNameThatIsDenied_isEscaped() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> stranger = List.of("setpriv", "--reuid=64002", "--regid=64002", "--clear-groups");
        Path closed = Files.createDirectory(ForgedSituation.forged(directory.toRealPath()));
        Path socket = closed.resolve("s");
        new PlainServer(socket, accepted -> {}).close();
        try (WarmClient denied = WarmClient.start(stranger)) {
            assertHarmless("denied-file", socket, denied::run);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            assertHarmless("denied-directory", socket, denied::run);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"is-directory", "not-a-socket", "no-directory", "in-use"})
    void testForgedNameThatCannotBeServed_isEscaped(String cause) throws Exception {
        String made = cause.equals("in-use") ? "ok" : cause;
        ForgedSituation situation = situations().stream()
                .filter(any -> any.cause().equals(made))
                .findFirst()
                .orElseThrow();
        try (ServeProcess server = ServeProcess.startPlain(situation.made().in(directory.toRealPath()))) {
            assertEquals(73, server.awaitExit(), server::output);
            assertTrue(server.output().contains("(" + cause + ")"), server::output);
            Forgery.assertNone(server.output());
        }
    }

    @Test
    void testForgedNameThatIsServed_isEscapedInTheLog() throws Exception {
        Path socket = ForgedSituation.forged(directory.toRealPath());
        try (ServeProcess killed = ServeProcess.startPlain(socket).awaitStarted()) {
            killed.kill();
        }
        try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
            assertTrue(server.output().contains("Replacing the stale socket"), server::output);
            Files.delete(socket);
            await().until(() -> Client.isServed(socket)
                    && server.output().contains("Serving on ")
                    && server.output().contains("is published again"));
            try (ServeProcess second = ServeProcess.startPlain(socket)) {
                assertEquals(73, second.awaitExit(), second::output);
                Forgery.assertNone(second.output());
            }
            assertEquals(0, server.terminate(), server::output);
            Forgery.assertNone(server.output());
        }
    }

    private static HealthyRun assertHarmless(String cause, Path socket) throws Exception {
        return assertHarmless(cause, socket, client::run);
    }

    private static HealthyRun assertHarmless(String cause, Path socket, HealthyRun.Runner runner) throws Exception {
        HealthyRun check = HealthyRun.of(runner, socket.toString());
        assertEquals(cause, check.said().path("cause").asText(), check::toString);
        assertEquals(socket.toString(), check.said().path("path").asText());
        assertTrue(check.text().output().contains(cause), check::toString);
        Stream.of(check.json(), check.text()).forEach(run -> Forgery.assertNone(run.output() + run.problems()));
        String path = socket.toString();
        Forgery.assertNone(
                runner.run("send", "--socket", path, "--timeout", "5s", "foo").problems());
        for (ClientRun run : List.of(
                runner.run("ping", "--socket", path, "--timeout", "5s", "--count", "1"),
                runner.run("wait", "--socket", path, "--timeout", "1s"))) {
            Forgery.assertNone(run.output() + run.problems());
        }
        return check;
    }
}
