package dev.udsecho.diagnosis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.fault.BusyClients;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import dev.udsecho.testing.WarmClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Tests sockets that answer, with every kind of path and server: no false alarm, and no change. */
class HealthyCheckIT {
    @TempDir
    Path parent;

    private Path directory;

    private static void open(Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @BeforeEach
    void makeDirectory() throws Exception {
        Needs.root();
        Needs.tools("bindfs", "nc", "nsenter", "python3", "setfacl", "setpriv", "socat", "unshare");
        open(parent);
        directory = Files.createDirectory(parent.toRealPath().resolve("stage"));
        open(directory);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "healthy.txt", delimiter = '|', quoteCharacter = '`')
    void testLiveSocket_isOkAndUnchanged(
            String condition, String arrangement, String socket, String caller, String mode, String uid, String others)
            throws Exception {
        try (Stage stage = Stage.set(directory, arrangement, socket);
                WarmClient client = WarmClient.start(stage.caller(caller))) {
            String before = stage.listing();
            HealthyRun check = HealthyRun.of(client::run, stage.socket());
            assertAll(
                    condition,
                    check::assertOk,
                    () -> check.assertFound(stage.socket(), "a socket, mode " + mode),
                    () -> check.assertFound("server", "uid " + uid),
                    () -> check.assertFound("access", others),
                    () -> assertEquals(before, stage.listing()));
        }
    }

    @Test
    void testOwnServerWithBusyClients_isOkAndKeepsServing() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted();
                BusyClients clients = BusyClients.start(socket, 4)) {
            await().until(() -> clients.served() > 0);
            for (int i = 0; i < 3; i++) {
                HealthyRun check = HealthyRun.of(ClientRun::of, socket.toString());
                check.assertOk();
                check.assertFound("server", "uid 0");
            }
            long served = clients.served();
            await().until(() -> clients.served() > served);
            assertEquals(List.of(), clients.failures(), server::output);
        }
    }
}
