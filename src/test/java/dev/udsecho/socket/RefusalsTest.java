package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Inode;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import dev.udsecho.diagnosis.Identity;
import dev.udsecho.diagnosis.Mount;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole sentences. */
class RefusalsTest {
    private static final SocketPath PATH = SocketPath.of("/run/echo/echo.sock");
    private static final DirectoryEntry FILE =
            new DirectoryEntry(new Inode(1, 2), Kind.SOCKET, 0640, 4711, -2, FileTime.fromMillis(0));
    private static final String CALLER = "this process (" + Identity.current() + ")";
    private static final String ELSEWHERE = ", or choose another path with echo.socket.path";

    private static void assertRefusal(Cause cause, String sentence, PathRefused refused) {
        assertEquals(cause, refused.reason());
        assertEquals("cannot serve on /run/echo/echo.sock (" + cause.id() + "): " + sentence, refused.getMessage());
    }

    @Test
    void testOccupied() {
        assertRefusal(
                Cause.NOT_A_SOCKET, "a fifo is there; move it away" + ELSEWHERE, Refusals.occupied(PATH, Kind.FIFO));
        assertRefusal(
                Cause.IS_DIRECTORY,
                "a directory is there, as container engines make one where a mounted path did not exist; remove it and"
                        + " mount its parent directory" + ELSEWHERE,
                Refusals.occupied(PATH, Kind.DIRECTORY));
    }

    @Test
    void testAppeared() {
        assertRefusal(
                Cause.IN_USE,
                "somebody else took the name during the start; start again" + ELSEWHERE,
                Refusals.appeared(PATH));
    }

    @Test
    void testWaitedFor() {
        assertRefusal(
                Cause.IN_USE,
                "a live server answers there after 5s; stop it" + ELSEWHERE,
                Refusals.inUse(PATH, "a live server", " after 5s"));
        assertRefusal(
                Cause.LOCKED,
                "process 12 holds its lock /run/echo/echo.sock.lock after 5s; stop it" + ELSEWHERE,
                Refusals.locked(PATH, "process 12", " after 5s"));
    }

    @Test
    void testLockIsNoFile() {
        assertRefusal(
                Cause.LOCKED,
                "its lock file /run/echo/echo.sock.lock is a directory; move it away" + ELSEWHERE,
                Refusals.lockIsNoFile(PATH, Kind.DIRECTORY));
    }

    @Test
    void testLockDenied() {
        assertRefusal(
                Cause.DENIED_FILE,
                "its lock file /run/echo/echo.sock.lock (mode 0640, owner 4711:4294967294) may not be written by "
                        + CALLER + "; run as its owner or in its group, with a mode that lets them write" + ELSEWHERE,
                Refusals.lockDenied(PATH, FILE));
    }

    @Test
    void testConnectDenied() {
        assertRefusal(
                Cause.DENIED_FILE,
                "whether a server lives there cannot be told, as the socket (mode 0640, owner 4711:4294967294) may not"
                        + " be connected to by " + CALLER + "; run as its owner or in its group" + ELSEWHERE,
                Refusals.connectDenied(PATH, FILE));
    }

    @Test
    void testWrongType() {
        assertRefusal(
                Cause.WRONG_TYPE,
                "a datagram or seqpacket socket is there; stop its server, and start one that listens on a stream"
                        + " socket" + ELSEWHERE,
                Refusals.wrongType(PATH));
    }

    @Test
    void testReplaceDenied_mounted() {
        assertRefusal(
                Cause.MOUNTED_FILE,
                "the socket file itself is mounted, so that it stays the old one when its server makes a new one; mount"
                        + " the directory that holds the socket in place of the file, or until then, restart the"
                        + " container that mounts it" + ELSEWHERE,
                Refusals.replaceDenied(PATH, FILE, new FileSystemException("/x", "/y", "Device or resource busy")));
    }

    @Test
    void testReplaceDenied_anotherOwners() {
        assertRefusal(
                Cause.DENIED_FILE,
                "the socket there (mode 0640, owner 4711:4294967294) may not be replaced by " + CALLER
                        + ": Operation not permitted; remove it as its owner" + ELSEWHERE,
                Refusals.replaceDenied(PATH, FILE, new FileSystemException("/x", "/y", "Operation not permitted")));
    }

    @Test
    void testPermissionDenied_anotherPathWouldNotHelp() {
        Permission permission = new Permission(new Mode(0660), Optional.of(Group.of("4711")));
        assertRefusal(
                Cause.DENIED_FILE,
                "the socket cannot be given mode 0660, group 4711 by " + CALLER
                        + ": Operation not permitted; run it in that group, or choose another echo.socket.group",
                Refusals.permissionDenied(PATH, permission, new IOException("Operation not permitted")));
    }

    @Test
    void testNoSocketsIn_namesTheTypeWhereItIsSeen() {
        Mount mount = new Mount(Path.of("/run"), "/", "vfat", List.of("rw"));
        assertEquals(
                "the file system of /run/echo, vfat, cannot hold a socket (said)",
                Refusals.noSocketsIn(Path.of("/run/echo"), Optional.of(mount), " (said)")
                        .words());
        assertEquals(
                "the file system of /run/echo cannot hold a socket",
                Refusals.noSocketsIn(Path.of("/run/echo"), Optional.empty(), "").words());
    }
}
