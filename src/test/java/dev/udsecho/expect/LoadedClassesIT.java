package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.Program;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which libraries the packaged program loads for each protocol. */
class LoadedClassesIT {
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
            assertEquals(0, loaded("http", ".*\\] io\\.netty\\..*"));
            assertEquals(0, loaded("http", FRAMEWORKS));
            assertEquals(0, loaded("grpc", FRAMEWORKS));
            assertTrue(loaded("grpc", ".*\\] io\\.netty\\..*") > 0);
        }
    }

    private long loaded(String word, String pattern) throws Exception {
        Command ping = Command.run(
                "sh",
                "-c",
                Program.clientInShell("-Xlog:class+load") + " ping --count 1 --timeout 2m --expect " + word
                        + " --socket " + socket);
        return ping.output()
                .lines()
                .filter(line -> line.matches(pattern) && !line.matches(ALLOWED))
                .count();
    }
}
