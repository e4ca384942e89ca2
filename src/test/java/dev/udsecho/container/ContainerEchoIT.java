package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.EchoContract;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in a container without any privilege, the client on the host, through a directory that is mounted. */
@Tag("container")
class ContainerEchoIT implements EchoContract {
    @TempDir
    static Path directory;

    private static Container server;

    @BeforeAll
    static void start() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        server = Container.serve(directory.toString(), "--env=ECHO_LOG_PAYLOAD=preview");
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public Path socket() {
        return directory.resolve("echo.sock");
    }

    @Test
    void testFooFromTheHost_comesBackAndIsSeenInTheLogs() throws Exception {
        Needs.tool("nc");
        Command foo = Command.run("sh", "-c", "printf foo | nc -N -U " + socket());
        assertEquals("foo", foo.output());
        assertTrue(server.logs().contains("received 3 bytes: \"foo\""), server::logs);
    }
}
