package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many connections of one client. */
final class Crowd {
    private Crowd() {}

    /** Opens the given number of connections. */
    static List<SocketChannel> connect(Path socket, int many) throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            crowd.add(Client.connect(socket));
        }
        return crowd;
    }

    /** Asserts that each connection gets its own bytes back, while all of them are open. */
    static void assertServed(List<SocketChannel> crowd) throws IOException {
        for (int i = 0; i < crowd.size(); i++) {
            crowd.get(i).write(number(i));
        }
        for (int i = 0; i < crowd.size(); i++) {
            assertArrayEquals(number(i).array(), Client.read(crowd.get(i), Integer.BYTES), "connection " + i);
        }
    }

    private static ByteBuffer number(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, i);
    }

    /**
     * Writes until all is written, the kernel has no room or the peer has closed. Returns whether any byte was written.
     */
    static boolean writeWhatFits(SocketChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && channel.write(bytes) > 0) {}
        } catch (IOException closedByThePeer) {
            return false;
        }
        return bytes.position() > 0;
    }

    /** Closes all of them. */
    static void close(List<SocketChannel> crowd) throws IOException {
        for (SocketChannel channel : crowd) {
            channel.close();
        }
    }
}
