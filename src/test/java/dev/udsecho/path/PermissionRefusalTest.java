package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.Identity;
import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import dev.udsecho.os.UserNamespace;
import dev.udsecho.path.SocketPermissions.ChangeRefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the messages for a fictional process that could not change a socket's group or mode. */
class PermissionRefusalTest {
    private static final String ADVICE =
            "; choose a directory of another file system, or mount a" + " named volume or a tmpfs there";
    private static final String MEMBER = "this process (uid 64001, gid 64001, groups 64100)";
    private static final String STRANGER = "this process (uid 64001, gid 64001, groups 64002)";

    @TempDir
    Path directory;

    private SocketPath path;
    private String place;

    @BeforeEach
    void choosePath() throws IOException {
        path = new SocketPath(directory.resolve("echo.sock"));
        place = "the file system of " + directory + " (fuse on " + directory.toRealPath() + ")";
    }

    private SocketPathException refusal(String group, long capabilities, boolean allGids, IOException failure)
            throws IOException {
        SocketPermissions permission = new SocketPermissions(new FileMode(0660), Optional.of(FileGroup.of("64100")));
        Mount mount = new Mount(directory.toRealPath(), "/", "fuse", List.of("rw"));
        ProcessContext who = new ProcessContext(
                new Identity("64001", "64001", List.of(group), capabilities, false),
                new UserNamespace("65534", "65534", allGids, allGids),
                new Mounts(List.of(mount)),
                ProcessContext.current().security(),
                List.of());
        return new PermissionRefusal(path, permission, who).of(failure);
    }

    private static ChangeRefusedException refused(boolean isOfGroup, String words) {
        return new ChangeRefusedException(new FileSystemException("/x", null, words), isOfGroup);
    }

    private void assertRefusal(Cause cause, String sentence, SocketPathException refused) {
        assertEquals(cause, refused.reason());
        assertEquals("cannot serve on " + path + " (" + cause.id() + "): " + sentence, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "Invalid argument, Invalid argument (EINVAL)",
        "Operation not permitted, Operation not permitted (EPERM)",
        "Operation not supported, Operation not supported (EOPNOTSUPP)",
        "Input/output error, Input/output error"
    })
    void testOf_mode_namesTheFileSystem(String words, String said) throws IOException {
        assertRefusal(
                Cause.NO_SOCKETS_HERE,
                place + " does not let a socket be given mode 0660: " + said + ADVICE,
                refusal("64002", 0, true, refused(false, words)));
    }

    @Test
    void testOf_mode_accessDenied_showsTheKernelsText() throws IOException {
        assertRefusal(
                Cause.NO_SOCKETS_HERE,
                place + " does not let a socket be given mode 0660: Permission denied (EACCES)" + ADVICE,
                refusal("64002", 0, true, new ChangeRefusedException(new AccessDeniedException("/x"), false)));
    }

    @Test
    void testOf_group_ofAMember_namesTheFileSystem() throws IOException {
        assertRefusal(
                Cause.NO_SOCKETS_HERE,
                place + " does not let a socket be given group 64100, which " + MEMBER
                        + " is in: Operation not permitted (EPERM)" + ADVICE,
                refusal("64100", 0, true, refused(true, "Operation not permitted")));
    }

    @Test
    void testOf_group_withCapability_namesTheFileSystem() throws IOException {
        assertRefusal(
                Cause.NO_SOCKETS_HERE,
                place + " does not let a socket be given group 64100, though " + STRANGER
                        + " may: Operation not permitted (EPERM)" + ADVICE,
                refusal("64002", 1, true, refused(true, "Operation not permitted")));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "2, true"})
    void testOf_group_ofANonMember_advisesTheGroup(long capabilities, boolean allGids) throws IOException {
        assertRefusal(
                Cause.DENIED_FILE,
                "the socket cannot be given mode 0660, group 64100 by " + STRANGER
                        + ": Operation not permitted (EPERM); run it in that group, or choose another"
                        + " group",
                refusal("64002", capabilities, allGids, refused(true, "Operation not permitted")));
    }

    @Test
    void testOf_otherFailure_isExplainedByTheDirectory() throws IOException {
        path = SocketPath.of(directory + "/none/echo.sock");
        assertEquals(
                Cause.NO_DIRECTORY,
                refusal("64002", 0, true, new NoSuchFileException("/x")).reason());
    }
}
