package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.server.EchoListeners;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the very first client: it connects the moment the name exists, and is served. */
class StartRaceTest {
    private static final int STARTS = 300;

    @TempDir
    Path directory;

    private Vertx vertx;
    private Path socket;

    @BeforeEach
    void startVertx() {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        socket = directory.resolve("echo.sock");
    }

    @AfterEach
    void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void testFirstConnection_isServed_inEachOf300Starts() throws Exception {
        EchoConfig config = TestConfig.of(Map.of("echo.socket.path", socket.toString(), "echo.event-loops", "4"));
        EchoListeners listeners = new EchoListeners(vertx, config, new Connections(config, new VerbatimEcho()));
        for (int start = 0; start < STARTS; start++) {
            FutureTask<Integer> answered = new FutureTask<>(this::firstAnswer);
            new Thread(answered).start();
            PathOwner owner = PathOwner.of(config.socket().path()).start(listeners);
            assertEquals(1, answered.get(4, TimeUnit.MINUTES), "start " + start);
            owner.close();
        }
    }

    /** Connects in a tight loop until a connect succeeds, and returns the number of bytes that came back. */
    private int firstAnswer() {
        while (true) {
            try (SocketChannel first = Client.connect(socket)) {
                return Client.roundTrip(first, new byte[] {1}).length;
            } catch (IOException notYet) {
                assertTrue(
                        notYet.getMessage().startsWith("No such file"),
                        "a name that cannot be connected to: " + notYet.getMessage());
            }
        }
    }
}
