package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the first client of the packaged program, which connects in a tight loop from before the start: no name, then
 * an answer.
 */
class EagerClientIT {
    private static final int STARTS = 5;

    @TempDir
    Path directory;

    private Path socket;
    private volatile boolean over;

    @Test
    void testClientBeforeTheStart_findsNoNameAndThenAServer() throws Exception {
        socket = directory.resolve("echo.sock");
        FutureTask<Set<String>> watcher = inBackground(this::watchUntilOver);
        for (int start = 0; start < STARTS; start++) {
            FutureTask<Integer> answer = inBackground(this::firstAnswer);
            try (ServeProcess server =
                    ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_MODE", "0620"))) {
                assertEquals(1, answer.get(4, TimeUnit.MINUTES), server::output);
                assertEquals(0, server.awaitStarted().terminate(), server::output);
            }
        }
        over = true;
        assertEquals(Set.of("echo.sock 140620", "echo.sock~ 40700"), watcher.get(4, TimeUnit.MINUTES));
    }

    /** Connects until a connect succeeds, and returns the number of bytes that came back. */
    private int firstAnswer() {
        while (true) {
            try (SocketChannel first = Client.connect(socket)) {
                return Client.roundTrip(first, new byte[] {1}).length;
            } catch (IOException notYet) {
                assertTrue(notYet.getMessage().startsWith("No such file"), notYet::toString);
            }
        }
    }

    /** Lists the directory, and records the mode of every name in it except the lock file's. */
    private Set<String> watchUntilOver() throws IOException {
        Set<String> seen = new TreeSet<>();
        while (!over) {
            for (String name : Listing.of(directory)) {
                note(name, seen);
            }
        }
        return seen;
    }

    private void note(String name, Set<String> seen) throws IOException {
        if (name.equals("echo.sock.lock")) {
            return;
        }
        try {
            int mode = (int) Files.getAttribute(directory.resolve(name), "unix:mode");
            seen.add(name.replaceAll("~.*", "~") + " " + Integer.toOctalString(mode));
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }
}
