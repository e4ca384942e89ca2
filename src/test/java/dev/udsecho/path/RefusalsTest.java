package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests complete messages. */
class RefusalsTest {
    private static final SocketPath PATH = SocketPath.of("/run/echo/echo.sock");
    private static final String ELSEWHERE = ", or choose another path";

    private static void assertRefusal(Cause cause, String sentence, SocketPathException refused) {
        assertEquals(cause, refused.reason());
        assertEquals("cannot serve on /run/echo/echo.sock (" + cause.id() + "): " + sentence, refused.getMessage());
    }

    @Test
    void testOccupied() {
        assertRefusal(
                Cause.NOT_A_SOCKET,
                "a fifo is there; move it away" + ELSEWHERE,
                Refusals.occupied(PATH, FileKind.FIFO));
        assertRefusal(
                Cause.IS_DIRECTORY,
                "a directory is there, as container engines make one where a mounted path did not exist; remove it and"
                        + " mount its parent directory" + ELSEWHERE,
                Refusals.occupied(PATH, FileKind.DIRECTORY));
    }

    @Test
    void testAppeared() {
        assertRefusal(
                Cause.IN_USE,
                "another process took the name during the start; start again" + ELSEWHERE,
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
                Refusals.lockIsNoFile(PATH, FileKind.DIRECTORY));
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
    void testNoSocketsIn_namesTheTypeIfKnown() {
        Mount mount = new Mount(Path.of("/run"), "/", "vfat", List.of("rw"));
        assertEquals(
                "the file system of /run/echo, vfat, cannot hold a socket (said)",
                FileSystemRefusal.noSocketsIn(Path.of("/run/echo"), Optional.of(mount), " (said)")
                        .words());
        assertEquals(
                "the file system of /run/echo cannot hold a socket",
                FileSystemRefusal.noSocketsIn(Path.of("/run/echo"), Optional.empty(), "")
                        .words());
    }
}
