package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection of the load: its channel and a few counters. Its loop's buffers hold what it writes and reads. */
final class LoadConnection {
    private final SocketChannel channel;
    private final SelectionKey key;

    /** The offset in the pattern of its first byte. */
    private final long startOffset;

    /** The bytes written so far, to be written so far, and received so far. */
    private long sent;

    private long target;
    private long received;

    /** The total of bytes at which the timed operation ends, one of several in a stream. */
    private long timedEnd;

    /**
     * When the current operation was due, and since when its response is awaited; as {@link System#nanoTime} counts.
     */
    private long due;

    private long awaitedSince;

    /** Creates the connection of a pending connect, open or in progress. */
    LoadConnection(SocketChannel channel, SelectionKey key, ConnectQueue.Connect connect) {
        this.channel = channel;
        this.key = key;
        this.startOffset = BytePattern.startOffset(connect.number());
        this.due = connect.due();
        this.awaitedSince = connect.since();
    }

    SocketChannel channel() {
        return channel;
    }

    /** Closes the channel. */
    void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            return;
        }
    }

    /** Sets the selector's interest. Calls the kernel only for a change. */
    void setInterest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** Starts an operation of this size that was due at the given time. */
    void beginOperation(int size, long dueTime, long now) {
        target += size;
        timedEnd = target;
        due = dueTime;
        awaitedSince = now;
    }

    /** Appends an operation; it becomes the timed one, if the previous timed one is done. */
    void appendOperation(int size, long now) {
        target += size;
        if (received >= timedEnd) {
            timedEnd = target;
            due = now;
            awaitedSince = now;
        }
    }

    /** Returns whether the timed operation is done now, and was not when {@code before} bytes had been received. */
    boolean isTimedOperationDone(long before) {
        return received >= timedEnd && before < timedEnd;
    }

    /** Returns the number of bytes still to be written. */
    long unsent() {
        return target - sent;
    }

    /** Returns whether the server is to act: to respond, or to accept the connect. */
    boolean isWaiting() {
        return outstanding() > 0 || !channel.isConnected();
    }

    /** Returns the number of bytes that have not come back yet, including those still to be written. */
    long outstanding() {
        return target - received;
    }

    /** Returns the pattern's offset of the next byte to write. */
    long nextToSend() {
        return startOffset + sent;
    }

    /** Returns the pattern's offset of the next byte to receive. */
    long nextToReceive() {
        return startOffset + received;
    }

    /** Counts written bytes. */
    void sent(int bytes) {
        sent += bytes;
    }

    /** Counts received bytes. */
    void received(int bytes, long now) {
        received += bytes;
        if (received >= timedEnd) {
            awaitedSince = now;
        }
    }

    /** Returns the number of bytes written. */
    long sent() {
        return sent;
    }

    /** Returns the number of bytes received. */
    long received() {
        return received;
    }

    /** Returns when the current operation was due, as {@link System#nanoTime} counts. */
    long due() {
        return due;
    }

    /** Returns since when the response or connect is awaited, as {@link System#nanoTime} counts. */
    long awaitedSince() {
        return awaitedSince;
    }
}
