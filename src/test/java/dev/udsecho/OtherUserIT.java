package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests servers and clients of different users, with and without a common group: real processes with real uids. */
class OtherUserIT {
    private static final String ALICE = "64001";
    private static final String BOB = "64002";
    private static final String SHARED = "64100";

    @TempDir
    Path directory;

    private Path sockets;

    @BeforeEach
    void makeADirectoryThatEveryUserMayRead() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Needs.tool("nc");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        sockets = Files.createDirectory(directory.resolve("sockets"));
    }

    private Path socket() {
        return sockets.resolve("echo.sock");
    }

    private void chmod(String permissions) throws Exception {
        Command.run("chmod", permissions, sockets.toString());
    }

    private static List<String> as(String uid, String... groups) {
        List<String> before = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid));
        before.add(groups.length == 0 ? "--clear-groups" : "--groups=" + String.join(",", groups));
        return before;
    }

    private ServeProcess serveAs(List<String> user, Map<String, String> more) {
        Map<String, String> variables = new java.util.HashMap<>(more);
        variables.put("ECHO_SOCKET_PATH", socket().toString());
        return ServeProcess.startPlain(user, variables);
    }

    private Command sendAs(List<String> user) throws Exception {
        List<String> command = new ArrayList<>(user);
        command.addAll(List.of("sh", "-c", "printf foo | nc -N -U " + socket()));
        return Command.run(command);
    }

    @Test
    void testConfiguredGroup_allowsItsMembersOnly() throws Exception {
        chmod("1777");
        try (ServeProcess server =
                serveAs(as(ALICE, SHARED), Map.of("ECHO_SOCKET_GROUP", SHARED)).awaitStarted()) {
            assertEquals(64100, Files.getAttribute(socket(), "unix:gid"), server::output);
            assertEquals("foo", sendAs(as(BOB, SHARED)).output());
            Command stranger = sendAs(as(BOB));
            assertTrue(stranger.status() != 0 && stranger.output().contains("Permission denied"), stranger::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testGroupMember_ownsThePathAfterThePreviousOwnerWasKilled() throws Exception {
        chmod("0777");
        Map<String, String> group = Map.of("ECHO_SOCKET_GROUP", SHARED);
        try (ServeProcess killed = serveAs(as(ALICE, SHARED), group).awaitStarted()) {
            killed.kill();
        }
        try (ServeProcess next = serveAs(as(BOB, SHARED), group).awaitStarted()) {
            assertTrue(Client.isServed(socket()), next::output);
            assertEquals(64002, Files.getAttribute(socket(), "unix:uid"));
            assertEquals(0, next.terminate(), next::output);
        }
    }

    @Test
    void testPeerThatIsNotListed_getsNothing_andIsServedOnceListed() throws Exception {
        chmod("0777");
        Map<String, String> open = Map.of("ECHO_SOCKET_MODE", "0666", "ECHO_ACCESS_UIDS", ALICE);
        try (ServeProcess server = serveAs(as(ALICE), open).awaitStarted()) {
            assertEquals("foo", sendAs(as(ALICE)).output());
            assertEquals("", sendAs(as(BOB)).output());
            assertEquals("", sendAs(as("0")).output());
            assertTrue(
                    server.output().contains("Refused a peer that is not listed: uid 64002, gid 64002, pid "),
                    server::output);
            assertEquals(200, server.health("ready"));
            assertEquals(0, server.terminate(), server::output);
        }
        try (ServeProcess server = serveAs(
                        as(ALICE), Map.of("ECHO_SOCKET_MODE", "0666", "ECHO_ACCESS_UIDS", ALICE + "," + BOB))
                .awaitStarted()) {
            assertEquals("foo", sendAs(as(BOB)).output());
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testStandbyThatCouldNotReplaceTheSocket_isRefusedBeforeTheOwnerLeaves() throws Exception {
        chmod("1777");
        Map<String, String> open = Map.of("ECHO_SOCKET_MODE", "0666");
        try (ServeProcess owner = serveAs(as(ALICE), open).awaitStarted();
                ServeProcess successor =
                        serveAs(as(BOB), Map.of("ECHO_SOCKET_MODE", "0666", "ECHO_SOCKET_WAIT", "1m"))) {
            assertRefused(
                    successor, "(denied-file): the socket there (mode 0666, owner 64001:64001) may not be replaced");
            assertTrue(Client.isServed(socket()), owner::output);
            assertEquals(0, owner.terminate(), owner::output);
        }
    }

    @Test
    void testPeersGroup_countsOnlyIfItIsItsFirst() throws Exception {
        chmod("0777");
        Map<String, String> open = Map.of("ECHO_SOCKET_MODE", "0666", "ECHO_ACCESS_GIDS", BOB);
        try (ServeProcess server = serveAs(as(ALICE), open).awaitStarted()) {
            assertEquals("foo", sendAs(as(BOB)).output());
            assertEquals("", sendAs(as(ALICE)).output());
            assertEquals("", sendAs(as(ALICE, BOB)).output());
            assertEquals(200, server.health("ready"));
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testForeignGroup_isRefused() throws Exception {
        chmod("0777");
        try (ServeProcess server = serveAs(as(ALICE), Map.of("ECHO_SOCKET_GROUP", SHARED))) {
            assertRefused(
                    server,
                    "(denied-file): the socket cannot be given mode 0660, group 64100 by this process (uid 64001");
        }
        assertEquals(List.of("echo.sock.lock"), List.of(sockets.toFile().list()));
    }

    @Test
    void testDirectoryOfAnotherUser_isRefusedWithModeOwnerAndCaller() throws Exception {
        try (ServeProcess server = serveAs(as(ALICE), Map.of())) {
            assertRefused(
                    server,
                    "(denied-directory): this process (uid 64001, gid 64001, groups none) may not write to the directory "
                            + sockets + " (mode 0755, owner 0:0);");
        }
    }

    @Test
    void testDirectoryThatMayNotBeSearched_isRefused() throws Exception {
        chmod("0700");
        try (ServeProcess server = serveAs(as(ALICE), Map.of())) {
            assertRefused(server, "(denied-directory): ");
            assertTrue(server.output().contains("may not search the directory " + sockets), server::output);
        }
    }

    @Test
    void testLockFileOfAnotherUser_isRefused() throws Exception {
        chmod("1777");
        try (ServeProcess killed = serveAs(as(ALICE), Map.of()).awaitStarted()) {
            killed.kill();
        }
        try (ServeProcess server = serveAs(as(BOB), Map.of())) {
            assertRefused(server, "(denied-file): its lock file " + socket() + ".lock (mode 0220, owner 64001:64001)");
        }
    }

    @Test
    void testStaleSocketOfAnotherUserInAStickyDirectory_isRefused() throws Exception {
        chmod("1777");
        Map<String, String> open = Map.of("ECHO_SOCKET_MODE", "0666");
        try (ServeProcess killed = serveAs(as(ALICE), open).awaitStarted()) {
            killed.kill();
        }
        Object inode = Files.getAttribute(socket(), "unix:ino");
        try (ServeProcess server = serveAs(as(BOB), open)) {
            assertRefused(server, "(denied-file): the socket there (mode 0666, owner 64001:64001) may not be replaced");
        }
        assertEquals(inode, Files.getAttribute(socket(), "unix:ino"));
        try (ServeProcess root = ServeProcess.startPlain(socket()).awaitStarted()) {
            assertTrue(Client.isServed(socket()), root::output);
        }
    }

    private static void assertRefused(ServeProcess server, String words) throws Exception {
        assertEquals(73, server.awaitExit(), server::output);
        assertTrue(server.output().contains(words), server::output);
        assertEquals(-1, server.output().indexOf("\tat "), server::output);
    }
}
