package dev.udsecho.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A plain client that uses blocking channels and no class of the program under test. */
public final class Client {
    /**
     * The number of bytes that the kernel buffers whether the peer reads or not: a thread that writes would only cost
     * time.
     */
    private static final int BUFFERED = 16 * 1024;

    private Client() {}

    /** Connects, or fails as connect(2) does. */
    public static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends everything, shuts down the output, and reads to the end of the stream while it is still sending. */
    public static byte[] exchange(Path socket, byte[] sent) throws Exception {
        return exchange(socket, sent, 0);
    }

    /** Exchanges with a reader that starts late, as a busy client does: the delay is under test here. */
    public static byte[] exchange(Path socket, byte[] sent, int secondsLate) throws Exception {
        try (SocketChannel channel = connect(socket)) {
            return finish(channel, sent, secondsLate);
        }
    }

    /** Exchanges on an open connection. */
    public static byte[] finish(SocketChannel channel, byte[] sent) throws Exception {
        return finish(channel, sent, 0);
    }

    private static byte[] finish(SocketChannel channel, byte[] sent, int secondsLate) throws Exception {
        if (sent.length <= BUFFERED) {
            write(channel, sent);
            TimeUnit.SECONDS.sleep(secondsLate);
            return readToEnd(channel);
        }
        FutureTask<Void> writer = new FutureTask<>(() -> write(channel, sent));
        new Thread(writer).start();
        TimeUnit.SECONDS.sleep(secondsLate);
        byte[] received = readToEnd(channel);
        writer.get(4, TimeUnit.MINUTES);
        return received;
    }

    private static Void write(SocketChannel channel, byte[] sent) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(sent);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        channel.shutdownOutput();
        return null;
    }

    /** Reads until the server closes the connection. */
    public static byte[] readToEnd(SocketChannel channel) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (channel.read(buffer.clear()) >= 0) {
            received.write(buffer.array(), 0, buffer.position());
        }
        return received.toByteArray();
    }

    /** Sends a few bytes on an open connection and reads the same number back. */
    public static byte[] roundTrip(SocketChannel channel, byte[] sent) throws IOException {
        channel.write(ByteBuffer.wrap(sent));
        return read(channel, sent.length);
    }

    /** Reads the given number of bytes, or fewer if the stream ends earlier. */
    public static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(length);
        while (received.hasRemaining()) {
            if (channel.read(received) < 0) {
                break;
            }
        }
        return Arrays.copyOf(received.array(), received.position());
    }

    /** Returns the result of a single read, which is empty at the end of the stream. */
    public static byte[] readOnce(SocketChannel channel) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(64 * 1024);
        channel.read(received);
        return Arrays.copyOf(received.array(), received.position());
    }

    /** Returns whether a connect succeeds now. */
    public static boolean accepts(Path socket) {
        try {
            connect(socket).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns whether a short exchange succeeds now. */
    public static boolean isServed(Path socket) {
        try (SocketChannel channel = connect(socket)) {
            byte[] sent = {'u', 'p'};
            return Arrays.equals(sent, roundTrip(channel, sent));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns bytes without a pattern, the same for each run of a test. */
    public static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
