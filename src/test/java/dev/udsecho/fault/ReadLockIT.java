package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a client that may connect, with the directory read-only, cannot lock the lock file: a read lock needs a
 * descriptor open for reading, a write lock one for writing.
 */
class ReadLockIT {
    private static final String SERVER = "64001";
    private static final String CLIENT = "64002";
    private static final String SHARED = "64100";

    /** A program that every user may run. */
    private static final String PYTHON = "/usr/bin/python3";

    /** Prints a line for a descriptor of either kind. A lock is not waited for: the server holds the first byte. */
    private static final String LOCK_ALL = """
            import fcntl, os, sys
            for flags, lock in ((os.O_RDONLY, fcntl.LOCK_SH), (os.O_WRONLY, fcntl.LOCK_EX)):
                result = "cannot open it"
                try:
                    file = os.open(sys.argv[1], flags)
                    result = "can open it"
                    fcntl.lockf(file, lock | fcntl.LOCK_NB, 3)
                    print("can lock it")
                except OSError as failure:
                    print(result + ": " + failure.strerror)
            """;

    private static final String REFUSED = "cannot open it: Permission denied\ncannot open it: Read-only file system\n";

    @RegisterExtension
    final Mounts mounts = new Mounts();

    @TempDir
    Path directory;

    private Path sockets;
    private Path readOnly;

    @BeforeEach
    void mountForClient() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Needs.that(Files.isExecutable(Path.of(PYTHON)), PYTHON);
        Files.setAttribute(directory, "unix:mode", 0755);
        sockets = Files.createDirectory(directory.resolve("sockets"));
        Files.setAttribute(sockets, "unix:gid", Integer.parseInt(SHARED));
        Files.setAttribute(sockets, "unix:mode", 02775);
        readOnly = Files.createDirectory(directory.resolve("read-only"));
        mounts.bind(sockets, readOnly);
        mounts.remount(readOnly, "bind,ro");
    }

    private static String[] as(String uid, String... command) {
        String[] before = {"setpriv", "--reuid=" + uid, "--regid=" + uid, "--groups=" + SHARED};
        return Stream.of(before, command).flatMap(Stream::of).toArray(String[]::new);
    }

    private ServeProcess serve(String uid) {
        return ServeProcess.start(
                List.of(as(uid)),
                Map.of("ECHO_SOCKET_PATH", sockets.resolve("echo.sock").toString(), "ECHO_SOCKET_GROUP", SHARED));
    }

    @Test
    void testReader_cannotLockTheLockFile_andAnotherUserOfTheGroupCanStillTakeOver() throws Exception {
        try (ServeProcess server = serve(SERVER).awaitStarted()) {
            for (String uid : new String[] {CLIENT, SERVER}) {
                String tried = Command.run(as(
                                uid,
                                PYTHON,
                                "-c",
                                LOCK_ALL,
                                readOnly.resolve("echo.sock.lock").toString()))
                        .output();
                assertEquals(REFUSED, tried, "user " + uid + " with the lock file");
            }
            assertEquals(0, server.terminate(), server::output);
            assertFalse(Files.exists(sockets.resolve("echo.sock")));
        }
        try (ServeProcess other = serve(CLIENT).awaitStarted()) {
            assertEquals(0, other.terminate(), other::output);
        }
    }
}
