package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server in a user namespace where only its own user is mapped, as root. */
class UserNamespaceIT {
    private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user");
    private static final String ALICE = "64001";
    private static final String BOB = "64002";
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path parent;

    private Path directory;
    private Path socket;

    @BeforeEach
    void createSharedDirectory() throws Exception {
        Needs.root();
        Needs.tools("unshare", "setpriv");
        Needs.that(Command.run("unshare", "--map-root-user", "true").status() == 0, "user namespaces");
        chmod("755", parent);
        directory = Files.createDirectory(parent.resolve("sockets"));
        chmod("777", directory);
        socket = directory.resolve("echo.sock");
    }

    private static void chmod(String mode, Path file) throws Exception {
        Command.succeed("chmod", mode, file.toString());
    }

    private static void chown(String user, Path file) throws Exception {
        Command.succeed("chown", user + ":" + user, file.toString());
    }

    private ServeProcess start(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("ECHO_SOCKET_PATH", socket.toString());
        return ServeProcess.startPlain(NAMESPACE, variables);
    }

    private void assertRefused(String words) throws Exception {
        try (ServeProcess server = start(Map.of())) {
            assertEquals(CANNOT_CREATE, server.awaitExit(), server::output);
            assertTrue(server.output().contains("(unmapped-owner): this process (uid 0, gid 0"), server::output);
            assertTrue(server.output().contains(words), server::output);
            assertTrue(
                    server.output().contains(", whose owner or group has no name in this user namespace and shows as "),
                    server::output);
        }
    }

    private void leaveSocket(String mode) throws Exception {
        new PlainServer(socket, Client::readToEnd).close();
        chmod(mode, socket);
        chown(ALICE, socket);
    }

    @Test
    void testLockFileOfAnUnmappedOwner() throws Exception {
        Path lockFile = Files.createFile(directory.resolve("echo.sock.lock"));
        chmod("600", lockFile);
        chown(ALICE, lockFile);
        assertRefused(") may not write to its lock file " + lockFile + " (mode 0600, owner ");
    }

    @Test
    void testSocketOfAnUnmappedOwner_thatMayNotBeConnectedTo() throws Exception {
        leaveSocket("600");
        assertRefused(") may not write to the socket there (mode 0600, owner ");
    }

    @Test
    void testSocketOfAnUnmappedOwner_thatMayNotBeReplaced() throws Exception {
        chmod("1777", directory);
        chown(BOB, directory);
        leaveSocket("666");
        assertRefused(") may not replace the socket there (mode 0666, owner ");
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testStandby_forTheSocketOfAnUnmappedOwner_thatMayNotBeReplaced_isRefusedAtOnce() throws Exception {
        chmod("1777", directory);
        chown(BOB, directory);
        List<String> alice = List.of("setpriv", "--reuid=" + ALICE, "--regid=" + ALICE, "--clear-groups");
        Map<String, String> open = Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_MODE", "0666");
        try (ServeProcess owner = ServeProcess.startPlain(alice, open).awaitStarted();
                ServeProcess standby = start(Map.of("ECHO_SOCKET_WAIT", "10s"))) {
            assertEquals(CANNOT_CREATE, standby.awaitExit(), standby::output);
            assertTrue(standby.output().contains("(unmapped-owner): "), standby::output);
            assertTrue(standby.output().contains(" may not replace the socket there (mode 0666, "), standby::output);
            assertTrue(Client.isServed(socket), owner::output);
            assertEquals(0, owner.terminate(), owner::output);
        }
    }

    @Test
    void testUnmappedPeer_isRefused_andReportedAsInAnotherNamespace() throws Exception {
        String overflow =
                Files.readAllLines(Path.of("/proc/sys/kernel/overflowuid")).get(0);
        Map<String, String> list = Map.of("ECHO_SOCKET_MODE", "0666", "ECHO_ACCESS_UIDS", BOB);
        try (ServeProcess server = start(list).awaitStarted()) {
            List<String> bob = List.of("setpriv", "--reuid=" + BOB, "--regid=" + BOB, "--clear-groups");
            ClientRun send = ClientRun.of(ClientRun.start(bob, "send", "--socket", socket.toString(), "foo"));
            assertEquals("", send.output());
            List<String> complaints = server.complaints();
            assertEquals(1, complaints.size(), server::output);
            String refused = complaints.get(0);
            assertTrue(refused.contains("Refused a peer that is not listed: uid " + overflow + ", gid "), refused);
            assertTrue(
                    refused.endsWith(
                            "; uid " + overflow + " is the overflow id: the peer is in another user namespace"),
                    refused);
            assertEquals(0, server.terminate(), server::output);
        }
    }
}
