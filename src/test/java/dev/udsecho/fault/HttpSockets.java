package dev.udsecho.fault;

import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Plain connections to the HTTP port. Each wait takes {@link #LIMIT_MILLIS} at most. */
final class HttpSockets {
    static final int LIMIT_MILLIS = 20_000;

    private HttpSockets() {}

    static Socket connect(ServeProcess server) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.httpPort()), LIMIT_MILLIS);
        return socket;
    }

    /** Sends a request, and returns the first line of the answer, or an empty string if the connection was reset. */
    static String firstLine(ServeProcess server, String request) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\r';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Returns whether a health check answers 200. */
    static boolean isUp(ServeProcess server, String check) throws IOException {
        return firstLine(server, "GET /q/health/" + check + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .startsWith("HTTP/1.1 200 ");
    }
}
