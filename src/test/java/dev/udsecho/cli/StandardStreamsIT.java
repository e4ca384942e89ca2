package dev.udsecho.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the packaged program's arguments, standard input and standard output as shells pass them. */
class StandardStreamsIT {
    private static final String NO_SPACE = "cannot write standard output (No space left on device)\n";
    private static final String CLOSED = "cannot write standard output (Bad file descriptor)\n";

    @TempDir
    static Path directory;

    private static CountingEcho server;
    private static Path socket;

    @BeforeAll
    static void start() throws Exception {
        socket = directory.resolve("echo.sock");
        server = new CountingEcho(socket);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static ClientRun bash(String line) throws Exception {
        return Shell.bash("export ECHO_SOCKET_PATH='" + socket + "'; " + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    void testSend_textInAnyLocale_isSentAsItWasWritten(String locale) throws Exception {
        assertEquals(new ClientRun(0, "é ?? ☃", ""), bash("export LC_ALL=" + locale + "; udsecho send é '??' ☃"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void testArgument_invalidText_isRefused(String locale) throws Exception {
        String sentence =
                "udsecho: argument 2 is not UTF-8: \"\\xff\\xfe\"; standard input takes any bytes: udsecho send"
                        + " - < FILE\n";
        assertEquals(new ClientRun(64, "", sentence), bash("export LC_ALL=" + locale + "; udsecho send $'\\xff\\xfe'"));
        String ofServe = sentence.replace("xff\\xfe", "x2dDx=\\xff").replace("\\x2d", "-");
        assertEquals(new ClientRun(64, "", ofServe), bash("export LC_ALL=" + locale + "; udsecho serve $'-Dx=\\xff'"));
    }

    @Test
    void testSend_anyBytesFromAPipe_areSentAsTheyAre() throws Exception {
        assertEquals(
                new ClientRun(0, "fffe00\n", ""),
                bash("export LC_ALL=C; printf '\\xff\\xfe\\0' | udsecho send - | od -An -tx1 | tr -d ' '"));
    }

    @Test
    void testSend_closedInput_isRefused() throws Exception {
        String sentence = "udsecho send: cannot read standard input: it is closed; redirect it, as in udsecho send - <"
                + " FILE\n";
        assertEquals(new ClientRun(74, "", sentence), bash("udsecho send - <&-"));
        assertEquals(new ClientRun(74, "", sentence), bash("udsecho send <&-"));
        assertEquals(new ClientRun(0, "foo", ""), bash("udsecho send foo <&-"));
        assertEquals(new ClientRun(0, "", ""), bash("udsecho send - </dev/null"));
    }

    @Test
    void testSend_inputThatCannotBeRead_isRefused() throws Exception {
        assertEquals(
                new ClientRun(74, "", "udsecho send: cannot read standard input (Is a directory)\n"),
                bash("udsecho send - < /tmp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "help",
                "help send",
                "send --help",
                "serve --help",
                "completion",
                "ping -c 1",
                "wait",
                "check",
                "send foo",
                "bench --duration=10ms --warmup=0s --json"
            })
    void testOutput_fullDevice_isAFault(String words) throws Exception {
        Needs.that(Path.of("/dev/full").toFile().exists(), "/dev/full");
        ClientRun full = bash("udsecho " + words + " > /dev/full");
        assertEquals(74, full.status(), full::toString);
        assertTrue(full.problems().startsWith("udsecho") && full.problems().endsWith(": " + NO_SPACE), full::problems);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "send --help", "check", "send foo"})
    void testOutput_closed_isAFault(String words) throws Exception {
        ClientRun closed = bash("udsecho " + words + " >&-");
        assertEquals(74, closed.status(), closed::toString);
        assertTrue(closed.problems().endsWith(": " + CLOSED), closed::problems);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ping -i 1ms", "completion", "--help", "serve --help", "check", "wait", "send - < /dev/zero"})
    void testOutput_readerThatClosedEarly_isNoFault(String words) throws Exception {
        assertEquals(new ClientRun(0, "0\n", ""), bash("udsecho " + words + " | true; echo ${PIPESTATUS[0]}"));
    }

    @Test
    void testOutput_readerThatClosedEarly_keepsTheExitStatus() throws Exception {
        ClientRun check = Shell.bash("udsecho check " + directory + "/none | true; echo ${PIPESTATUS[0]}");
        assertEquals(new ClientRun(0, "66\n", ""), check);
    }
}
