package dev.udsecho.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that no client adds a series: the number is the same before and after. */
class MetricsSeriesIT {
    private static final int MANY = 300;
    private static final int MOST = 40;

    /** All labels, with all their values. */
    private static final String LABELS = "\\{(direction=\"(received|sent)\"|reason=\"(limit|access)\""
            + "|cause=\"(client|idle|stall|drain|error)\"|le=\"[0-9.E+-]+(Inf)?\")}";

    @TempDir
    Path directory;

    @Test
    void testManyClientsAndOddRequests_addNoSeries() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            Set<String> before = Scrape.of(server).series();
            for (int i = 0; i < MANY; i++) {
                byte[] sent = ("client-" + i + "{a=\"b\"}\n").getBytes(StandardCharsets.US_ASCII);
                assertArrayEquals(sent, Client.exchange(socket, sent));
                assertTrue(ask(server.httpPort(), oddRequest(i)).startsWith("HTTP/1.1 "));
            }
            Scrape after = Scrape.awaitClosed(server, "client", MANY);
            assertEquals(before, after.series());
            assertTrue(before.size() < MOST, before::toString);
            assertTrue(
                    before.stream().allMatch(series -> series.matches("udsecho_[a-z_]+(" + LABELS + ")?")),
                    before::toString);
            after.assertNothingIsOpen();
        }
    }

    /** Returns a request with a new method, path and headers; some paths are existing ones. */
    private static String oddRequest(int i) {
        String path =
                switch (i % 7) {
                    case 0 -> "/q/metrics?name=" + i;
                    case 1 -> "/q/health/" + i;
                    case 2 -> "/q/metrics/%7b" + i + "%22%0a";
                    case 3 -> "/q/echo;" + i;
                    case 4 -> "/page.js?" + i;
                    case 5 -> "/nothing/" + i;
                    default -> "/" + i + "/../q/metrics";
                };
        String method = i % 2 == 0 ? "GET" : "ODD" + i;
        return method + " " + path + " HTTP/1.1\r\nHost: host-" + i + "\r\nX-Odd-" + i + ": {" + i + "=\"\"}\r\n"
                + "User-Agent: agent-" + i + "\r\nX-Request-Id: " + i + "\r\nConnection: close\r\n\r\n";
    }

    private static String ask(int port, String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
