package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a lease of another process on the lock file, which makes open(2) block for 45 seconds. */
class LeaseIT {
    private static final String HOLD_LEASE = """
            import fcntl, signal, sys
            signal.signal(signal.SIGIO, signal.SIG_IGN)
            file = open(sys.argv[1], "r+")
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            print("held", flush=True)
            signal.pause()
            """;

    @TempDir
    Path directory;

    @Test
    void testLease_isReportedWithinTheLimit() throws Exception {
        Needs.tool("python3");
        Path socket = directory.resolve("echo.sock");
        Path lockFile = Files.createFile(directory.resolve("echo.sock.lock"));
        Process holder = Processes.start(new ProcessBuilder("python3", "-c", HOLD_LEASE, lockFile.toString()));
        assertEquals('h', holder.getInputStream().read());
        try (ServeProcess server = ServeProcess.start(socket)) {
            assertEquals(73, server.awaitExit(), server::output);
            assertTrue(
                    server.output().contains("(locked): its lock file " + lockFile + " could not be opened within 5s"),
                    server::output);
        } finally {
            Processes.end(holder);
        }
    }
}
