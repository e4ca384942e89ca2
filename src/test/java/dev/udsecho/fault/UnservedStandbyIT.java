package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Identity;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a standby whose connections the owner's access list or limit refuses. It would never be ready, so its start
 * fails with that reason.
 */
class UnservedStandbyIT {
    private static final int CANNOT_CREATE = 73;

    /** An id that is neither a uid nor a gid of any user who runs tests. */
    private static final String UNLISTED = "4294967293";

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess start(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("ECHO_SOCKET_PATH", socket.toString());
        variables.put("ECHO_SOCKET_WAIT", "1m");
        return ServeProcess.startPlain(variables);
    }

    private void assertRefused(Map<String, String> variables) throws Exception {
        Identity own = Identity.current();
        try (ServeProcess standby = start(variables)) {
            assertEquals(CANNOT_CREATE, standby.awaitExit(), standby::output);
            List<String> said = standby.output()
                    .lines()
                    .filter(line -> line.startsWith("udsecho: "))
                    .toList();
            assertEquals(
                    List.of("udsecho: cannot serve on " + socket + " (closed): the owner of " + socket
                            + " accepts the connections of this process (uid " + own.uid() + ", gid " + own.gid()
                            + ") and closes them with no answer, so this process would stand by and never be ready; list its"
                            + " uid in echo.access.uids or its gid in echo.access.gids of the owner, or start again if"
                            + " the owner has reached its limit of connections"),
                    said,
                    standby::output);
        }
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testAccessListWithoutTheStandby_isRefused_andTheOwnerKeepsServing() throws Exception {
        Map<String, String> list = Map.of("ECHO_ACCESS_UIDS", UNLISTED);
        try (ServeProcess owner = start(list).awaitStarted()) {
            assertRefused(list);
            assertEquals(200, owner.health("ready"), owner::output);
            assertTrue(owner.output().contains("Refused a peer that is not listed: "), owner::output);
            assertEquals(0, owner.terminate(), owner::output);
        }
    }

    @Test
    void testOwnerAtItsLimit_isRefused() throws Exception {
        Map<String, String> limit = Map.of("ECHO_MAX_CONNECTIONS", "1");
        try (ServeProcess owner = start(limit).awaitStarted();
                SocketChannel only = Client.connect(socket)) {
            assertEquals(1, Client.roundTrip(only, new byte[1]).length);
            assertRefused(limit);
            assertEquals(0, owner.terminate(), owner::output);
        }
    }

    @Test
    void testAccessListWithTheStandby_standsBy() throws Exception {
        Map<String, String> list =
                Map.of("ECHO_ACCESS_UIDS", UNLISTED + "," + Identity.current().uid());
        try (ServeProcess owner = start(list).awaitStarted();
                ServeProcess standby = start(list).awaitStarted()) {
            assertEquals(200, standby.health("ready"), standby::output);
            assertTrue(standby.output().contains("Standing by for " + socket), standby::output);
            assertEquals(0, standby.terminate(), standby::output);
            assertEquals(0, owner.terminate(), owner::output);
        }
    }
}
