package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests clients whose buffers are full in both directions, and then suddenly empty and full again. The server is
 * stopped meanwhile, so it can both write and read in one iteration of its event loop.
 */
class BurstIT {
    private static final int CLIENTS = 300;
    private static final int BURSTS = 8;
    private static final int CHUNK = 64 * 1024;
    private static final byte[] BYTES = Client.randomBytes(1_000_000);

    @TempDir
    Path directory;

    @Test
    void testBursts_noClientIsCutOff_andEveryByteComesBack() throws Exception {
        Path socket = directory.resolve("echo.sock");
        Map<String, String> oneLoop =
                Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_EVENT_LOOPS", "1", "ECHO_STALL_TIMEOUT", "0s");
        try (ServeProcess server = ServeProcess.start(oneLoop).awaitStarted()) {
            List<Bursting> clients = new ArrayList<>();
            for (SocketChannel channel : Crowd.connect(socket, CLIENTS)) {
                channel.configureBlocking(false);
                clients.add(new Bursting(channel));
            }
            for (int burst = 0; burst < BURSTS; burst++) {
                await().during(Duration.ofMillis(200))
                        .until(() -> clients.stream().filter(Bursting::write).count() == 0);
                server.signal("STOP");
                clients.forEach(Bursting::read);
                clients.forEach(Bursting::write);
                server.signal("CONT");
            }
            for (Bursting client : clients) {
                client.channel.shutdownOutput();
            }
            await().until(() ->
                    clients.stream().filter(client -> !client.read()).count() == 0);
            for (Bursting client : clients) {
                assertEquals(client.written, client.read, server::output);
            }
            assertEquals(0, server.terminate(), server::output);
        }
    }

    /** A client that writes and reads as much as is possible now, and compares the bytes. */
    private static final class Bursting {
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
        private long written;
        private long read;

        Bursting(SocketChannel channel) {
            this.channel = channel;
        }

        private static ByteBuffer due(long position) {
            int offset = (int) (position % BYTES.length);
            return ByteBuffer.wrap(BYTES, offset, Math.min(CHUNK, BYTES.length - offset));
        }

        boolean write() {
            long before = written;
            try {
                for (int taken = -1; taken != 0; written += taken) {
                    taken = channel.write(due(written));
                }
            } catch (IOException e) {
                throw new AssertionError("cut off after " + written + " bytes", e);
            }
            return written > before;
        }

        private void compare(ByteBuffer received) {
            while (received.hasRemaining()) {
                ByteBuffer due = due(read);
                int length = Math.min(due.remaining(), received.remaining());
                assertEquals(due.limit(due.position() + length), received.slice(received.position(), length));
                received.position(received.position() + length);
                read += length;
            }
        }

        /** Returns whether the stream has ended. */
        boolean read() {
            try {
                int came = channel.read(buffer.clear());
                while (came > 0) {
                    compare(buffer.flip());
                    came = channel.read(buffer.clear());
                }
                return came < 0;
            } catch (IOException e) {
                throw new AssertionError("cut off after " + read + " bytes", e);
            }
        }
    }
}
