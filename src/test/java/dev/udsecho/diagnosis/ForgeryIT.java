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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        assertHarmless("mounted-file", file);
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
        assertHarmless("denied-file", socket, stranger);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        assertHarmless("denied-directory", socket, stranger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"is-directory", "not-a-socket", "no-directory", "in-use"})
    void testForgedNameThatCannotBeServed_isEscaped(String cause) throws Exception {
        String made = cause.equals("in-use") ? "ok" : cause;
        ForgedSituation situation = situations().stream()
                .filter(any -> any.cause().equals(made))
                .findFirst()
                .orElseThrow();
        try (ServeProcess server = ServeProcess.start(situation.made().in(directory.toRealPath()))) {
            assertEquals(73, server.awaitExit(), server::output);
            assertTrue(server.output().contains("(" + cause + ")"), server::output);
            Forgery.assertNone(server.output());
        }
    }

    @Test
    void testForgedNameThatIsServed_isEscapedInTheLog() throws Exception {
        Path socket = ForgedSituation.forged(directory.toRealPath());
        try (ServeProcess killed = ServeProcess.start(socket).awaitStarted()) {
            killed.kill();
        }
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(server.output().contains("Replacing the stale socket"), server::output);
            Files.delete(socket);
            await().until(() -> Client.isServed(socket)
                    && server.output().contains("Serving on ")
                    && server.output().contains("is published again"));
            try (ServeProcess second = ServeProcess.start(socket)) {
                assertEquals(73, second.awaitExit(), second::output);
                Forgery.assertNone(second.output());
            }
            assertEquals(0, server.terminate(), server::output);
            Forgery.assertNone(server.output());
        }
    }

    private static HealthyRun assertHarmless(String cause, Path socket) throws Exception {
        return assertHarmless(cause, socket, List.of());
    }

    private static HealthyRun assertHarmless(String cause, Path socket, List<String> before) throws Exception {
        HealthyRun check = HealthyRun.of(before, socket.toString());
        assertEquals(cause, check.said().path("cause").asText(), check::toString);
        assertEquals(socket.toString(), check.said().path("path").asText());
        assertTrue(check.text().output().contains(cause), check::toString);
        Stream.of(check.json(), check.text()).forEach(run -> Forgery.assertNone(run.output() + run.problems()));
        Process send = start(before, socket, "send", "--timeout", "5s", "foo");
        Process ping = start(before, socket, "ping", "--timeout", "5s", "--count", "1");
        Process wait = start(before, socket, "wait", "--timeout", "2s");
        Forgery.assertNone(ClientRun.of(send).problems());
        for (Process process : List.of(ping, wait)) {
            ClientRun run = ClientRun.of(process);
            Forgery.assertNone(run.output() + run.problems());
        }
        return check;
    }

    private static Process start(List<String> before, Path socket, String command, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(command, "--socket", socket.toString()));
        words.addAll(List.of(options));
        return ClientRun.start(before, words.toArray(String[]::new));
    }
}
