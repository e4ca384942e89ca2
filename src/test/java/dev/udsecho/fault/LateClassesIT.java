package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From its start on the program needs no jar any more to serve, to publish a lost name again and to end. If this fails after
 * an upgrade, the names that it gives belong into late-classes.txt.
 */
class LateClassesIT {
    private static final Pattern FROM_A_JAR = Pattern.compile("\\] (\\S+) source: (?:file|jar):");

    @TempDir
    Path directory;

    @Test
    void testFirstByteLostNameAndEnd_loadNoClassFromAJar() throws Exception {
        Path socket = directory.resolve("echo.sock");
        Path loaded = directory.resolve("loaded");
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_DRAIN_TIMEOUT", "1s");
        try (ServeProcess server = ServeProcess.start(variables, "-Xshare:off", "-Xlog:class+load:file=" + loaded)
                .awaitStarted()) {
            Set<String> early = fromJars(loaded);
            Client.exchange(socket, new byte[300_000]);
            Files.delete(socket);
            await().until(() -> Client.isServed(socket));
            try (SocketChannel client = Client.connect(socket)) {
                Client.roundTrip(client, new byte[] {1});
                assertEquals(0, server.terminate(), server::output);
            }
            Set<String> late = fromJars(loaded);
            late.removeAll(early);
            assertEquals(List.of(), List.copyOf(late));
        }
    }

    private static Set<String> fromJars(Path loaded) throws Exception {
        return FROM_A_JAR
                .matcher(Files.readString(loaded))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.contains("Lambda"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
