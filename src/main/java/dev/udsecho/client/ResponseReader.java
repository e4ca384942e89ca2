package dev.udsecho.client;

import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.path.SocketPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Reads the response of an exchange into one buffer of 64 KiB, and compares it with the expected bytes. */
final class ResponseReader {
    private static final int READ_SIZE = 64 * 1024;

    private final SocketPath path;
    private final SocketChannel channel;
    private final ExpectedBytes expected;
    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE);
    private long bytes;

    ResponseReader(SocketPath path, SocketChannel channel, ExpectedBytes expected) {
        this.path = path;
        this.channel = channel;
        this.expected = expected;
    }

    /** Returns the number of bytes read so far. */
    long bytes() {
        return bytes;
    }

    /**
     * Reads the available bytes, if any, and returns whether more may follow.
     *
     * @param sent the number of bytes sent so far
     * @throws EchoException if they differ from the expected bytes, and every byte is checked
     * @throws IOException if the output of the response fails
     */
    boolean read(OutputStream response, Exchange.Check check, long sent) throws IOException {
        received.clear();
        try {
            if (channel.read(received) < 0) {
                return false;
            }
        } catch (IOException connectionLost) {
            return false;
        }
        response.write(received.array(), 0, received.position());
        int count = received.flip().remaining();
        if (check == Exchange.Check.EVERY_BYTE) {
            requireSame(count, sent);
        }
        bytes += count;
        return true;
    }

    private void requireSame(int count, long sent) throws EchoException {
        int same = expected.match(received);
        if (same < count) {
            ForeignResponse response = new ForeignResponse(Arrays.copyOf(received.array(), count));
            throw new EchoException(path, response.insteadOfEcho(same, bytes, sent));
        }
    }
}
