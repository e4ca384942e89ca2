package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why the directory is mounted and not the file: a mount of the file is one of its inode, which a restart leaves behind. */
@Tag("container")
class MountedFileIT {
    @TempDir
    Path directory;

    @Test
    void testServersRestart_clientOfTheFileIsRefusedAndClientOfTheDirectoryGoesOn() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Container server = Container.serve(directory.toString());
                Container ofTheFile = Container.idle("--volume=" + directory + "/echo.sock:/run/echo/echo.sock");
                Container ofTheDirectory = Container.idle("--volume=" + directory + ":/run/echo:ro")) {
            assertEquals(0, ofTheFile.exec("udsecho", "send", "foo").status());
            assertEquals(0, server.stop());
            server.startAgain().awaitServing();
            assertEquals(0, ofTheDirectory.exec("udsecho", "send", "foo").status());
            assertEquals(0, ofTheDirectory.exec("udsecho", "check").status());
            ClientRun check = ofTheFile.exec("udsecho", "check", "--json");
            assertTrue(check.output().contains("\"cause\": \"mounted-file\""), check::toString);
            ClientRun refused = ofTheFile.exec("udsecho", "send", "foo");
            assertEquals(69, refused.status(), refused::toString);
            assertTrue(refused.problems().contains("(mounted-file)"), refused::toString);
        }
    }
}
