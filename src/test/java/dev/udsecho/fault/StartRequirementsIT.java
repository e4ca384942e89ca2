package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that starts with too few descriptors or threads fail with one sentence, and starts with the minimum serve. */
class StartRequirementsIT {
    private static final int OS_ERROR = 71;
    private static final int USER = 64_020;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @ParameterizedTest(name = "{0} descriptors")
    @ValueSource(ints = {30, 36, 40, 45, 52, 58, 66, 68, 70, 74, 82, 90, 96, 104})
    void testTooFewDescriptors_failWithOneSentence(int descriptors) throws Exception {
        try (ServeProcess server = ServeProcess.startWithDescriptors(descriptors, socket)) {
            assertEquals(OS_ERROR, server.awaitExit(), server::output);
            assertTrue(
                    server.output().matches("udsecho: cannot start: this process is out of file descriptors: .*\n"),
                    server::output);
        }
    }

    @Test
    void testMinimumOfDescriptors_serves() throws Exception {
        try (ServeProcess server = ServeProcess.startWithDescriptors(ServeProcess.leastDescriptors(), socket)
                .awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(200, server.health("ready"));
            assertEquals(0, server.terminate(), server::output);
        }
    }

    /**
     * Limits the threads by RLIMIT_NPROC, which counts all threads of a user and does not apply to root. With fewer
     * threads the JVM itself does not start.
     */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {16, 20, 24, 28})
    void testTooFewThreads_failWithOneSentence(int threads) throws Exception {
        Needs.root();
        Needs.tools("setpriv", "prlimit");
        List<String> limited = List.of(
                "prlimit", "--nproc=" + threads, "setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups");
        try (ServeProcess server = ServeProcess.start(limited, Map.of("ECHO_SOCKET_PATH", "/tmp/udsecho-few.sock"))) {
            assertEquals(OS_ERROR, server.awaitExit(), server::output);
            assertTrue(server.output().contains("udsecho: cannot start: this process may create only"), server::output);
            assertFalse(server.output().contains("\tat "), server::output);
        }
    }
}
