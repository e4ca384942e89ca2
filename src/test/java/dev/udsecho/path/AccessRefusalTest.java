package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Identity;
import dev.udsecho.os.UserNamespace;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests refusals for files of a fictional owner, and a fictional process that has no access to them. */
class AccessRefusalTest {
    private static final int NO_CAPABILITY = 0;
    private static final int ANY_OWNER = 1 << 3;
    private static final String CALLER = "this process (uid 64001, gid 64002, groups none)";
    private static final String UNMAPPED = ", whose owner or group has no name in this user namespace and shows as ";
    private static final String MAP =
            "; run both ends in one user namespace, or map the owner's and the group's id into"
                    + " this one (with rootless Podman, --userns=keep-id)";
    private static final String ELSEWHERE = ", or choose another path";
    private static final IOException EPERM = new FileSystemException("/x", "/y", "Operation not permitted");

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void makeSticky() throws IOException {
        Files.setAttribute(directory, "unix:mode", 01777);
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    private static DirectoryEntry file(int mode) {
        return new DirectoryEntry(
                new Inode(1, 2), FileKind.SOCKET, mode, 64711, -2, FileTime.fromMillis(0), FileTime.fromMillis(0));
    }

    /** Returns the refusals for a process on a host, or in a namespace where the file's owner is not mapped. */
    private AccessRefusal refusal(boolean allIds, long capabilities) {
        ProcessContext real = ProcessContext.current();
        Identity caller = new Identity("64001", "64002", List.of(), capabilities, false);
        UserNamespace namespace = new UserNamespace("64711", "64711", allIds, allIds);
        return new AccessRefusal(
                path, new ProcessContext(caller, namespace, real.mounts(), real.security(), List.of()));
    }

    private AccessRefusal onHost() {
        return refusal(true, NO_CAPABILITY);
    }

    private AccessRefusal inNamespace() {
        return refusal(false, NO_CAPABILITY);
    }

    private void assertRefusal(Cause cause, String sentence, SocketPathException refused) {
        assertEquals(cause, refused.reason());
        assertEquals("cannot serve on " + path + " (" + cause.id() + "): " + sentence, refused.getMessage());
    }

    /** Returns the advice to remove a file; the directory is owned by the user who runs the tests. */
    private String removal(Path file) throws IOException {
        Object user = Files.getAttribute(directory, "unix:uid");
        return "have uid 64711 or " + (user.equals(0) ? "root" : "uid " + user + " or root") + " remove " + file
                + " once no server uses it";
    }

    private static void assertPolicy(String what, SocketPathException refused) {
        assertEquals(Cause.DENIED_POLICY, refused.reason());
        assertTrue(
                refused.getMessage().contains("mode and owner of " + what + " allow it, but the kernel reports \""),
                refused::getMessage);
    }

    @Test
    void testToLock_byItsMode() throws IOException {
        assertRefusal(
                Cause.DENIED_FILE,
                "its lock file " + path.lockFile() + " (mode 0640, owner 64711:4294967294) may not be written by "
                        + CALLER + "; run as its owner or in its group, with a mode that lets them write, or "
                        + removal(path.lockFile()) + ELSEWHERE,
                onHost().toLock(file(0640)));
    }

    @Test
    void testToLock_inADirectoryThatTheUserMayWriteTo_mayBeRemoved() throws IOException {
        Files.setAttribute(directory, "unix:mode", 0777);
        assertRefusal(
                Cause.DENIED_FILE,
                "its lock file " + path.lockFile() + " (mode 0640, owner 64711:4294967294) may not be written by "
                        + CALLER + "; run as its owner or in its group, with a mode that lets them write, or remove "
                        + path.lockFile() + " once no server uses it, which this user may" + ELSEWHERE,
                onHost().toLock(file(0640)));
    }

    @Test
    void testToLock_unmappedOwner() {
        assertRefusal(
                Cause.UNMAPPED_OWNER,
                CALLER + " may not write to its lock file " + path.lockFile() + " (mode 0640, owner 64711:4294967294)"
                        + UNMAPPED + "64711" + MAP + ELSEWHERE,
                inNamespace().toLock(file(0640)));
    }

    @Test
    void testToLock_modeAllowsIt() {
        assertPolicy("its lock file " + path.lockFile(), onHost().toLock(file(0642)));
    }

    @Test
    void testToConnect_byItsMode() throws IOException {
        assertRefusal(
                Cause.DENIED_FILE,
                "it is unknown whether a server listens there, as the socket (mode 0640, owner 64711:4294967294) may not"
                        + " be connected to by " + CALLER + "; run as its owner or in its group, or "
                        + removal(path.file()) + ELSEWHERE,
                onHost().toConnect(file(0640)));
    }

    @Test
    void testToConnect_unmappedOwner() {
        assertRefusal(
                Cause.UNMAPPED_OWNER,
                CALLER + " may not write to the socket there (mode 0640, owner 64711:4294967294)" + UNMAPPED + "64711"
                        + MAP + ELSEWHERE,
                inNamespace().toConnect(file(0640)));
    }

    @Test
    void testToConnect_modeAllowsIt() {
        assertPolicy("the socket there", onHost().toConnect(file(0642)));
    }

    @Test
    void testToReplace_mounted() {
        assertRefusal(
                Cause.MOUNTED_FILE,
                "the socket file itself is mounted, so that it stays the old one when its server makes a new one; mount"
                        + " the directory that holds the socket in place of the file, or until then, restart the"
                        + " container that mounts it" + ELSEWHERE,
                onHost().toReplace(file(0640), new FileSystemException("/x", "/y", "Device or resource busy")));
    }

    @Test
    void testToReplace_anotherOwnersInAStickyDirectory() throws IOException {
        assertRefusal(
                Cause.DENIED_FILE,
                "the socket there (mode 0666, owner 64711:4294967294) may not be replaced by " + CALLER
                        + ": Operation not permitted; " + removal(path.file()) + ELSEWHERE,
                onHost().toReplace(file(0666), EPERM));
    }

    @ParameterizedTest
    @CsvSource({"Operation not permitted", "its directory is sticky"})
    void testToReplace_unmappedOwner(String words) {
        assertRefusal(
                Cause.UNMAPPED_OWNER,
                CALLER + " may not replace the socket there (mode 0666, owner 64711:4294967294)" + UNMAPPED + "64711"
                        + MAP + ELSEWHERE,
                inNamespace().toReplace(file(0666), new FileSystemException("/x", "/y", words)));
    }

    @Test
    void testToReplace_anyoneMay_somethingElseDenies() throws IOException {
        assertPolicy("the socket there", refusal(true, ANY_OWNER).toReplace(file(0666), EPERM));
        Files.setAttribute(directory, "unix:mode", 0777);
        assertPolicy("the socket there", onHost().toReplace(file(0666), EPERM));
        assertPolicy("the socket there", inNamespace().toReplace(file(0666), EPERM));
    }

    @Test
    void testToReplace_otherFailure_showsTheKernelsText() {
        SocketPathException refused =
                refusal(true, ANY_OWNER).toReplace(file(0666), new IOException("Input/output error"));
        assertEquals(Cause.DENIED_FILE, refused.reason());
        assertTrue(refused.getMessage().contains(": Input/output error; "), refused::getMessage);
    }

    @Test
    void testToReplace_directoryThatIsGone_isByTheOwner() {
        path = SocketPath.of(directory + "/none/echo.sock");
        assertEquals(
                Cause.DENIED_FILE, inNamespace().toReplace(file(0666), EPERM).reason());
    }
}
