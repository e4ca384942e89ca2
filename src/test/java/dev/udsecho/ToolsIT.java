package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the echo with common tools: all bytes sent through nc and socat are returned. */
class ToolsIT {
    private static final int FIFTY_MILLION = 50_000_000;

    @TempDir
    static Path directory;

    private static ServeProcess server;
    private static Path socket;
    private static Path input;
    private static String sha256;

    @BeforeAll
    static void start() throws Exception {
        socket = directory.resolve("echo.sock");
        server = ServeProcess.start(socket).awaitStarted();
        byte[] bytes = Client.randomBytes(FIFTY_MILLION);
        input = Files.write(directory.resolve("input"), bytes);
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @RepeatedTest(5)
    void testFiftyMillionBytesThroughNc() throws Exception {
        Needs.tool("nc");
        assertEquals(sha256, sha256Of("nc -N -U " + socket));
    }

    @RepeatedTest(5)
    void testFiftyMillionBytesThroughSocat() throws Exception {
        Needs.tool("socat");
        assertEquals(sha256, sha256Of("socat -t5 - UNIX-CONNECT:" + socket));
    }

    @Test
    void testFoo() throws Exception {
        Needs.tool("nc");
        assertEquals(
                "foo",
                Command.run("sh", "-c", "printf foo | nc -N -U " + socket).output());
    }

    private static String sha256Of(String client) throws Exception {
        Command command = Command.run("sh", "-c", client + " < " + input + " | sha256sum");
        return command.output().split(" ")[0];
    }
}
