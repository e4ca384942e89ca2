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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the packaged program in a working directory with configuration files: it reads them, or refuses them in a
 * sentence that names the file.
 */
class ConfigurationFilesIT {
    private static final int USAGE = 64;
    private static final String USER = "64001";

    @TempDir
    Path directory;

    @Test
    void testReadableFiles_areUsed() throws Exception {
        Path socket = directory.resolve("echo.sock");
        write("config/application.properties", "echo.socket.path=" + socket);
        write(".env", "ECHO_IDLE_TIMEOUT=7m");
        try (ServeProcess server = ServeProcess.start(inDirectory(), Map.of()).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertTrue(server.output().contains("idleTimeout 7m"), server::output);
            assertEquals(List.of(), server.complaints(), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "config/application.properties"})
    void testMalformedEscape_isRefusedWithTheFile(String name) throws Exception {
        write(name, "echo.log.payload=\\u00zz");
        assertRefused(
                inDirectory(),
                "cannot read the configuration file " + directory.resolve(name) + " (mode ",
                "): a \\u in it is not followed by four hexadecimal digits; a backslash is written \\\\");
    }

    @ParameterizedTest
    @CsvSource({
        ".env, 0600, file",
        "config/application.properties, 0600, file",
        "config, 0700, directory",
        "config, 0744, directory"
    })
    void testFileOfAnotherUser_isRefusedWithModeAndOwner(String name, String mode, String kind) throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        write(".env", "ECHO_LOG_PAYLOAD=none");
        write("config/application.properties", "echo.log.payload=none");
        Command.succeed("chmod", mode, directory.resolve(name).toString());
        List<String> as = new ArrayList<>(inDirectory());
        as.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        assertRefused(
                as,
                "cannot read the configuration " + kind + " " + directory.resolve(name) + " (mode " + mode
                        + ", owner 0:0): permission denied to this process (uid 64001, gid 64001, groups none);",
                " let it read that, or move it away");
    }

    private List<String> inDirectory() {
        return List.of("env", "--chdir=" + directory);
    }

    private void write(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertRefused(List<String> before, String start, String end) throws Exception {
        try (ServeProcess server = ServeProcess.start(before, Map.of("ECHO_SOCKET_PATH", directory + "/echo.sock"))) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertEquals(1, server.output().lines().count(), server::output);
            assertTrue(server.output().startsWith("udsecho: " + start), server::output);
            assertTrue(server.output().endsWith(end + "\n"), server::output);
        }
    }
}
