package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes of any protocol on a connection. Each step blocks until the deadline at most, and {@value #MAX_BYTES} bytes are
 * received at most, whatever the server does. Not thread-safe.
 */
public final class Conversation {
    /** The maximum number of bytes that are received in all. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int READ_SIZE = 16 * 1024;

    /** The number of bytes, sent and received, that are kept to recognise the protocol of an answer. */
    private static final int KEPT_BYTES = 512;

    private final SocketPath path;
    private final SocketChannel channel;
    private final Selector selector;
    private final Deadline deadline;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private int received;

    Conversation(SocketPath path, SocketChannel channel, Selector selector, Deadline deadline) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
        this.deadline = deadline;
    }

    /**
     * Sends all bytes. If the server has closed the connection, the rest is dropped, as its answer may still be read.
     *
     * @throws EchoException if the server does not take them by the deadline
     */
    public void send(byte[] bytes) throws IOException {
        keep(sent, bytes);
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (write(left)) {
            await(SelectionKey.OP_WRITE);
        }
    }

    /** Writes what the kernel takes, and returns whether a rest must wait. */
    private boolean write(ByteBuffer left) {
        try {
            channel.write(left);
            return left.hasRemaining();
        } catch (IOException connectionLost) {
            return false;
        }
    }

    /**
     * Returns the next bytes; empty after the server has closed the connection.
     *
     * @throws EchoException if none come by the deadline, or more come than {@link #MAX_BYTES}
     */
    public Optional<byte[]> receive() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_SIZE);
        int length = read(buffer);
        while (length == 0) {
            await(SelectionKey.OP_READ);
            length = read(buffer);
        }
        if (length < 0) {
            return Optional.empty();
        }
        received += length;
        byte[] bytes = Arrays.copyOf(buffer.array(), length);
        keep(first, bytes);
        if (received > MAX_BYTES) {
            throw failure(Cause.NOT_EXPECTED.saying("over " + MAX_BYTES + " bytes came, and no complete answer"));
        }
        return Optional.of(bytes);
    }

    private int read(ByteBuffer buffer) {
        try {
            return channel.read(buffer);
        } catch (IOException connectionLost) {
            return -1;
        }
    }

    private void await(int operation) throws IOException {
        channel.register(selector, operation);
        selector.select(deadline.millisLeft());
        selector.selectedKeys().clear();
        if (deadline.isOver()) {
            throw failure(Cause.MUTE.saying("connected, and "
                    + (received == 0 ? "nothing came" : received + " bytes came, no complete answer,") + " within "
                    + Durations.print(deadline.timeout())));
        }
    }

    private static void keep(ByteArrayOutputStream kept, byte[] bytes) {
        kept.write(bytes, 0, Math.min(bytes.length, KEPT_BYTES - kept.size()));
    }

    /** Returns the failure for an answer of another protocol. */
    public EchoException unexpected(String expected) {
        return failure(new ForeignResponse(first.toByteArray()).insteadOf(expected, sent.toByteArray()));
    }

    /** Returns the failure for a connection that the server closed before its answer was complete. */
    public EchoException ended() {
        if (received > 0) {
            return failure(Cause.TRUNCATED.saying("the answer ended after " + received + " bytes, incomplete"));
        }
        Finding closed = Cause.CLOSED.found();
        return failure(
                sent.size() == 0
                        ? closed
                        : closed.advisingAlso("pass --expect connect if the server has another protocol"));
    }

    /** Returns the failure for a finding. */
    public EchoException failure(Finding finding) {
        return new EchoException(path, finding);
    }
}
