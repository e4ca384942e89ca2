package dev.udsecho.bench.load;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection of the load: its channel and a few counters. What it writes and reads is in its loop's buffers. */
final class LoadConnection {
    private final SocketChannel channel;
    private final SelectionKey key;

    /** Where in the pattern its first byte is. */
    private final long beginning;

    /** Bytes that were written, that are to be written by now, and that came back. */
    private long sent;

    private long goal;
    private long received;

    /** Where the operation ends that is timed, of several in a stream. */
    private long mark;

    /** When the operation under way was due, and since when its answer is awaited; as {@link System#nanoTime} counts. */
    private long begun;

    private long awaitedSince;

    /** One that was asked for, as far as it stands. */
    LoadConnection(SocketChannel channel, SelectionKey key, PendingConnect opening) {
        this.channel = channel;
        this.key = key;
        this.beginning = BytePattern.beginning(opening.number());
        this.begun = opening.due();
        this.awaitedSince = opening.since();
    }

    SocketChannel channel() {
        return channel;
    }

    /** Asks for reads only, or for both. The kernel is told only of a change. */
    void await(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** The next operation, due at that moment, is of so many bytes. */
    void begin(int size, long due, long now) {
        goal += size;
        mark = goal;
        begun = due;
        awaitedSince = now;
    }

    /** One more operation follows; it is the one that is timed, if the last one that was is back. */
    void extend(int size, long now) {
        goal += size;
        if (received >= mark) {
            mark = goal;
            begun = now;
            awaitedSince = now;
        }
    }

    /** Whether the operation that is timed is back now, and was not when so many bytes were. */
    boolean isMarkBack(long before) {
        return received >= mark && before < mark;
    }

    long unsent() {
        return goal - sent;
    }

    /** Whether the server is to do something: to answer, or to take the connect. */
    boolean isAwaited() {
        return unanswered() > 0 || !channel.isConnected();
    }

    /** Bytes that are under way, or still to be written. */
    long unanswered() {
        return goal - received;
    }

    /** The place in the pattern of the next byte to write. */
    long nextToSend() {
        return beginning + sent;
    }

    long nextToReceive() {
        return beginning + received;
    }

    void sent(int bytes) {
        sent += bytes;
    }

    void received(int bytes, long now) {
        received += bytes;
        if (received >= mark) {
            awaitedSince = now;
        }
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    long begun() {
        return begun;
    }

    long awaitedSince() {
        return awaitedSince;
    }
}
