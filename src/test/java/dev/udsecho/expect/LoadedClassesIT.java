package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import io.restassured.RestAssured;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which libraries the packaged program loads for each protocol. */
class LoadedClassesIT {
    private static final String NETTY = ".*\\] io\\.netty\\..*";
    private static final String FRAMEWORKS = ".*\\] io\\.(quarkus|vertx|smallrye)\\..*";

    /** What starts the program, its log manager, and an interface that the build gives to Netty's handlers. */
    private static final String ALLOWED =
            ".*\\] io\\.(quarkus\\.(bootstrap|commons\\.classloading|vertx\\.mdc|netty\\.runtime\\.NettySharable)"
                    + "|smallrye\\.common)\\b.*";

    @TempDir
    Path directory;

    private Path socket;

    @Test
    void testClasses_nettyIsLoadedForGrpcOnly_andQuarkusNever() throws Exception {
        socket = directory.resolve("s");
        PlainServer server = new PlainServer(socket, accepted -> {
            Client.readOnce(accepted);
            accepted.write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        });
        try (server) {
            assertEquals(0, loaded("http", NETTY));
            assertEquals(0, loaded("http", FRAMEWORKS));
            assertEquals(0, loaded("grpc", FRAMEWORKS));
            assertTrue(loaded("grpc", NETTY) > 0);
        }
    }

    private long loaded(String word, String pattern) throws Exception {
        Command ping = Command.run(
                "sh",
                "-c",
                Program.clientInShell("-Xlog:class+load") + " ping --count 1 --timeout 2m --expect " + word
                        + " --socket " + socket);
        return lines(ping.output(), pattern);
    }

    private static long lines(String output, String pattern) {
        return output.lines()
                .filter(line -> line.matches(pattern) && !line.matches(ALLOWED))
                .count();
    }

    @Test
    void testProbe_loadsNettyAndNoQuarkus() throws Exception {
        Path log = directory.resolve("log");
        Process probe = Processes.start(new ProcessBuilder(
                "sh",
                "-c",
                "exec " + Program.clientInShell("-Xlog:class+load:file=" + log)
                        + " probe --listen 127.0.0.1:0 --timeout 1m --socket " + directory.resolve("none")));
        String listening = probe.errorReader().readLine();
        assertEquals(
                503,
                RestAssured.get("http://" + listening.replaceFirst(".* on ", ""))
                        .statusCode());
        Processes.signal("TERM", probe.pid());
        assertEquals(0, probe.waitFor());
        String loaded = Files.readString(log);
        assertEquals(0, lines(loaded, FRAMEWORKS));
        assertTrue(lines(loaded, NETTY) > 0, loaded);
    }
}
