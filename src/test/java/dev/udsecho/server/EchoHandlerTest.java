package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.server.connection.ReadinessLine;
import dev.udsecho.server.netty.EchoHandler;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.LogCapture;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Tests the answer, the preview and the failure of a read, and the log line of a closed connection. */
class EchoHandlerTest extends ServiceTest {
    @Override
    Class<?> logged() {
        return EchoHandler.class;
    }

    private String exchange(String text) throws Exception {
        return new String(Client.exchange(socket, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void testAnswer_thatIsAnotherBuffer_isSent() throws Exception {
        try (TestService service = new TestService(vertx, socket, Map.of(), read -> Buffer.buffer("<")
                .appendBuffer(read)
                .appendString(">"))) {
            service.start();
            assertEquals("<twelve bytes>", exchange("twelve bytes"));
            ConnectionCounters counts = service.connections.counts();
            await().atMost(1, TimeUnit.MINUTES).until(() -> counts.closed(CloseReason.CLIENT) == 1);
            assertEquals(12, counts.received());
            assertEquals(14, counts.sent());
            assertEquals(0, counts.dropped());
        }
    }

    @Test
    void testAnswer_thatFails_endsTheConnection_andDropsItsBytes() throws Exception {
        try (TestService service = new TestService(vertx, socket, Map.of(), read -> {
            throw new IllegalStateException("cannot answer this");
        })) {
            service.start();
            assertEquals("", exchange("twelve bytes"));
            ConnectionCounters counts = service.connections.counts();
            await().atMost(1, TimeUnit.MINUTES).until(() -> counts.closed(CloseReason.ERROR) == 1);
            assertEquals(12, counts.dropped());
            String line = "ERROR Closed a connection that could not be answered: java.lang.IllegalStateException:"
                    + " cannot answer this";
            await().atMost(1, TimeUnit.MINUTES).until(() -> {
                exchange("again"); // another test's line may have been logged in this second
                return captured.take().stream().anyMatch(logged -> logged.startsWith(line));
            });
        }
    }

    @Test
    void testPreview_showsEachRead_upToAHundredASecondPerConnection() throws Exception {
        try (LogCapture previews = new LogCapture(EchoConnection.class)) {
            TestService service = service(Map.of("echo.log.payload", "preview")).start();
            try (SocketChannel client = Client.connect(socket)) {
                for (int i = 0; i < 105; i++) {
                    Client.roundTrip(client, new byte[] {'x'});
                }
                List<String> lines = previews.take();
                assertEquals(100, lines.size());
                assertEquals("INFO received 1 bytes: \"x\"", lines.get(0));
                service.ticker.advance(Duration.ofSeconds(1));
                Client.roundTrip(client, new byte[] {'y'});
                assertEquals(List.of("INFO received 1 bytes: \"y\" (5 more were not shown)"), previews.take());
            }
        }
    }

    @Test
    void testPreview_showsNoReadinessLine_butALineThatIsMoreThanThat() throws Exception {
        try (LogCapture previews = new LogCapture(EchoConnection.class)) {
            service(Map.of("echo.log.payload", "preview")).start();
            try (SocketChannel client = Client.connect(socket)) {
                Client.roundTrip(client, ReadinessLine.next());
                Client.roundTrip(client, "udsecho readiness 0 foo\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(List.of("INFO received 24 bytes: \"udsecho readiness 0 foo\\n\""), previews.take());
        }
    }

    @Test
    void testClosed_isALineAtDebug_withTheByteCounts() throws Exception {
        try (LogCapture debug = new LogCapture(EchoConnection.class, Level.FINE)) {
            TestService service = started();
            try (SocketChannel client = Client.connect(socket)) {
                Client.roundTrip(client, new byte[7]);
                service.ticker.advance(Duration.ofMillis(1234));
            }
            await().atMost(1, TimeUnit.MINUTES)
                    .until(() -> debug.has(
                            "DEBUG Closed a connection (uid ",
                            ", received 7, sent 7, dropped 0, millis 1234, cause client)"));
        }
    }
}
