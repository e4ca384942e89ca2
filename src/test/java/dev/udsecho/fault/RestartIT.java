package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a restart of the packaged program right after SIGTERM, with clients and a watcher. They may find no file for a
 * moment, and never an incomplete socket.
 */
class RestartIT {
    private static final int RESTARTS = 50;
    private static final int CLIENTS = 4;

    /** The pause between two checks of the absent name, in nanoseconds: the starting server needs the processor too. */
    private static final long ABSENT_PAUSE = 200_000;

    /** The pause between two checks of the name that is there, and between two connects of a client, in nanoseconds. */
    private static final long PAUSE = 2_000_000;

    @TempDir
    Path directory;

    private int group;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final Set<Object> modesAndGroups = ConcurrentHashMap.newKeySet();

    @Test
    void testFiftyRestartsUnderFourClients_noIncompleteSocketIsFound() throws Exception {
        Path socket = directory.resolve("echo.sock");
        group = Needs.isRoot() ? 64100 : (int) Files.getAttribute(directory, "unix:gid");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 1);
        List<Future<?>> crowd = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            crowd.add(threads.submit(() -> connectUntilOver(socket)));
        }
        crowd.add(threads.submit(() -> statUntilOver(socket)));
        ServeProcess server = start(socket);
        for (int restart = 0; restart < RESTARTS; restart++) {
            server.awaitStarted().beginTermination();
            ServeProcess next = start(socket);
            assertEquals(0, server.awaitExit(), server::output);
            server.close();
            server = next;
        }
        assertEquals(0, server.awaitStarted().terminate(), server::output);
        server.close();
        over.set(true);
        for (Future<?> member : crowd) {
            member.get(4, TimeUnit.MINUTES);
        }
        threads.shutdown();
        assertEquals(Set.of(), refusals);
        assertEquals(Set.of(Map.of("mode", 0140620, "gid", group)), modesAndGroups);
        assertTrue(served.get() >= RESTARTS, () -> "only " + served + " round trips");
    }

    private ServeProcess start(Path socket) {
        return ServeProcess.startPlain(variables(socket));
    }

    /** Returns the server's variables. Only root may assign any group; other users keep their own. */
    private Map<String, String> variables(Path socket) {
        Map<String, String> variables =
                new HashMap<>(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_MODE", "0620"));
        if (Needs.isRoot()) {
            variables.put("ECHO_SOCKET_GROUP", String.valueOf(group));
        }
        return variables;
    }

    /** A missing name means no server; any other failure of connect(2) means an incomplete socket. */
    private void connectUntilOver(Path socket) {
        while (!over.get()) {
            try (SocketChannel channel = Client.connect(socket)) {
                exchange(channel);
            } catch (IOException e) {
                if (!e.getMessage().startsWith("No such file")) {
                    refusals.add(e.toString());
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** An exchange may be cut off by the exit of its server. */
    private void exchange(SocketChannel channel) {
        try {
            if (Client.roundTrip(channel, new byte[] {1}).length == 1) {
                served.incrementAndGet();
            }
        } catch (IOException serverEnded) {
            return;
        }
    }

    private void statUntilOver(Path socket) {
        while (!over.get()) {
            long pause = PAUSE;
            try {
                modesAndGroups.add(Files.readAttributes(socket, "unix:mode,gid"));
            } catch (NoSuchFileException betweenTwoServers) {
                pause = ABSENT_PAUSE;
            } catch (IOException e) {
                refusals.add(e.toString());
            }
            LockSupport.parkNanos(pause);
        }
    }
}
