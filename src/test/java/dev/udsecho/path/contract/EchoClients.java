package dev.udsecho.path.contract;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Clients of the servers under test. */
final class EchoClients {
    private static final byte[] BYTES = {1, 2, 3};

    private EchoClients() {}

    /** Returns whether the same bytes come back on a new connection. */
    static boolean isEchoed(Path socket) throws IOException {
        try (SocketChannel client = Client.connect(socket)) {
            return Arrays.equals(BYTES, Client.roundTrip(client, BYTES));
        }
    }

    /** Returns whether a request over HTTP is answered with 200 on a new connection. */
    static boolean isOverHttp(Path socket) throws IOException {
        try (SocketChannel client = Client.connect(socket)) {
            byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            client.write(ByteBuffer.wrap(request));
            return new String(Client.readToEnd(client), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
        }
    }
}
