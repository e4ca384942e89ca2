package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a process with only a few free descriptors when its name is lost or it shuts down. */
class LostNameWithoutDescriptorsIT {
    private static final Duration THREE_ATTEMPTS = Duration.ofMillis(3500);

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void prepare() {
        Needs.tool("prlimit");
        socket = directory.resolve("echo.sock");
    }

    @ParameterizedTest(name = "{0} free")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void testNameLost_isBackWhenThereAreDescriptors_andNothingIsLeftOver(int free) throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            long before = listeners();
            FewDescriptors.leave(server, free);
            Files.delete(socket);
            await().until(() -> server.output().contains("cannot be published")
                    || server.output().contains("is published again"));
            FewDescriptors.leaveMany(server);
            await().until(() -> Client.isServed(socket));
            await().until(() -> listeners() == before);
            assertEquals(0, server.terminate(), server::output);
            assertFalse(Files.exists(socket));
        }
    }

    /**
     * The server makes one attempt a second. The limit is set again at each look: a descriptor that was open for a
     * moment at the first one would otherwise be free, and enough to publish the name again.
     */
    @ParameterizedTest(name = "{0} free")
    @ValueSource(ints = {0, 1})
    void testNameLost_attemptsLeaveNoDirectories_andTheReasonIsNamed(int free) throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            await().until(() -> {
                FewDescriptors.leave(server, free);
                Files.deleteIfExists(socket);
                return server.output().contains("(no-descriptors)");
            });
            await().during(THREE_ATTEMPTS)
                    .until(() -> Listing.of(directory).stream()
                                    .filter(name -> name.contains("~"))
                                    .count()
                            <= 1);
        }
    }

    @Test
    void testSigtermWithoutDescriptors_drainsAndEndsIt() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted();
                SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[] {1});
            FewDescriptors.leave(server, 0);
            server.beginTermination();
            await().until(() -> server.output().contains("Withdrew"));
            assertEquals(1, Client.roundTrip(client, new byte[] {1}).length);
            client.shutdownOutput();
            assertEquals(0, server.awaitExit(), server::output);
            assertTrue(server.output().contains("Ended (accepted "), server::output);
        }
    }

    /** Returns the number of listening sockets that were bound beside the path. */
    private long listeners() throws Exception {
        try (var sockets = Files.lines(Path.of("/proc/net/unix"))) {
            return sockets.filter(line -> line.contains(socket + "~") && line.contains(" 00010000 "))
                    .count();
        }
    }
}
