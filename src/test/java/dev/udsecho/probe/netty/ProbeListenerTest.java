package dev.udsecho.probe.netty;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.probe.ProbeAnswer;
import dev.udsecho.probe.SharedProbe;
import dev.udsecho.testing.Conditions;
import dev.udsecho.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the HTTP of probes, with clients that send too much, too little or nothing. */
class ProbeListenerTest {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<Socket> open = new ArrayList<>();
    private volatile boolean ok = true;
    private ProbeListener listener;

    @BeforeEach
    void start() throws IOException {
        SharedProbe probe =
                new SharedProbe(() -> new ProbeAnswer(ok, "{\"ok\": " + ok + "}"), Runnable::run, Ticker.SYSTEM);
        listener = ProbeListener.start(FREE, probe);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        listener.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout((int) Conditions.LIMIT.toMillis());
        open.add(socket);
        return socket;
    }

    /** Sends a request, and returns everything up to the end of the connection. */
    private String ask(String request) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = read(socket); next >= 0; next = read(socket)) {
            answer.write(next);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Reads a byte, or the end. The kernel resets a connection that is closed while bytes of the client are unread. */
    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void testGet_isTheAnswerAsJson() throws Exception {
        assertEquals(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 13\r\ncache-control: no-store\r\n"
                        + "connection: close\r\n\r\n{\"ok\": true}\n",
                ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void testGet_otherwise_is503() throws Exception {
        ok = false;
        String answer = ask("GET /?x HTTP/1.0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n{\"ok\": false}\n"), answer);
    }

    @Test
    void testHead_hasNoBody() throws Exception {
        String answer = ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.endsWith("\r\nconnection: close\r\n\r\n"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "POST / HTTP/1.1, 405 Method Not Allowed",
        "GET /x HTTP/1.1, 404 Not Found",
        "SSH-2.0-x, 400 Bad Request",
        "GET, 400 Bad Request"
    })
    void testOtherRequests_areRefused(String line, String status) throws Exception {
        String answer = ask(line + "\r\nContent-Length: 1000000\r\n\r\nbody");
        assertTrue(answer.startsWith("HTTP/1.1 " + status + "\r\n"), answer);
    }

    @Test
    void testHeaderWithoutEnd_isRefused() throws Exception {
        String answer = ask("GET / HTTP/1.1\r\nA: " + "b".repeat(9000));
        assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
    }

    @Test
    void testIdleClients_keepNobodyOut() throws Exception {
        for (int client = 0; client <= ConnectionBound.MAX_WITHOUT_REQUEST; client++) {
            connect().getOutputStream().write('G');
        }
        assertTrue(ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 200"));
        assertEquals(-1, read(open.get(0)));
    }

    @Test
    void testClientThatSendsNothing_isClosed() throws Exception {
        assertEquals(-1, read(connect()));
    }

    @Test
    void testTakenPort_isRefused() {
        assertThrows(IOException.class, () -> ProbeListener.start(listener.address(), null));
    }

    @Test
    void testClose_refusesConnections() {
        listener.close();
        await().until(() -> {
            try {
                connect();
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }
}
