package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * An exchange of bytes over a connected, non-blocking channel. It writes from the source and reads the response at the
 * same time, on one thread. Its memory is bounded: one read buffer of 64 KiB, one chunk of the source, and the {@link
 * ExpectedBytes}.
 */
public final class Exchange {
    /** The condition that ends an exchange. */
    enum Completion {
        /** Shuts down the writing side after the source; ends when the server closes the connection. */
        HALF_CLOSE,
        /**
         * Shuts down the writing side after the source; ends when the server closes or as many bytes came back as were
         * sent.
         */
        HALF_CLOSE_UNTIL_ECHOED,
        /** Ends when as many bytes came back as were sent; the connection stays open. */
        STAY_OPEN
    }

    /** The comparison of the response with what was sent. */
    public enum Check {
        /** Requires that the response is exactly what was sent, and complete. */
        EVERY_BYTE,
        /** Accepts any response and compares nothing. */
        NOTHING
    }

    private final SocketPath path;
    private final SocketChannel channel;
    private final Selector selector;
    private final ExpectedBytes expected = new ExpectedBytes();
    private final ResponseReader reader;
    private Optional<ByteBuffer> unsent = Optional.empty();
    private boolean writing;
    private boolean writeFailed;
    private long sentBytes;

    Exchange(SocketPath path, SocketChannel channel, Selector selector) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
        this.reader = new ResponseReader(path, channel, expected);
    }

    /**
     * Runs the exchange until its condition is met. It may be run again with more to send, also after a timeout, until
     * the writing side is shut down. Blocks on the selector.
     *
     * @throws EchoException with the cause, if the response is late, differs or ends early
     * @throws IOException if the source fails, or the output of the response does
     */
    void run(ByteSource source, OutputStream response, Completion completion, Check check, Deadline deadline)
            throws IOException {
        writing = !writeFailed;
        source.onBytesAvailable(selector::wakeup);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        while (true) {
            write(source, completion, check);
            if (completion != Completion.HALF_CLOSE && !writing && !writeFailed && reader.bytes() == sentBytes) {
                return;
            }
            await(key, deadline);
            if (!reader.read(response, check, sentBytes)) {
                requireComplete(source, check);
                return;
            }
        }
    }

    private void await(SelectionKey key, Deadline deadline) throws IOException {
        key.interestOps(unsent.isPresent() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        selector.select(deadline.millisLeft());
        selector.selectedKeys().clear();
        if (deadline.isOver()) {
            throw new EchoException(path, late(reader.bytes(), Durations.print(deadline.timeout())));
        }
    }

    /** Returns the finding for a response that was not complete within a time. */
    private Finding late(long received, String time) {
        if (received == sentBytes) {
            return Cause.MUTE
                    .saying("all " + received + " bytes that were sent came back, and the answer did not end within "
                            + time)
                    .advising("end the input", "wait longer with --timeout");
        }
        if (received > sentBytes) {
            return Cause.MUTE
                    .saying("more came back than was sent, " + received + " bytes for " + sentBytes
                            + ", and the answer did not end within " + time)
                    .advising("check whether that is an echo service");
        }
        return Cause.MUTE.found(received, sentBytes, time);
    }

    /** Writes until the kernel accepts no more, the source has no more, or the expected bytes are at their limit. */
    private void write(ByteSource source, Completion completion, Check check) throws IOException {
        while (writing) {
            if (unsent.isEmpty() && !expected.isFull()) {
                unsent = source.poll();
                unsent.filter(chunk -> check == Check.EVERY_BYTE).ifPresent(expected::add);
                halfCloseIfExhausted(source, completion);
            }
            if (unsent.isEmpty() || !writeChunk(unsent.get())) {
                return;
            }
            unsent = Optional.empty();
        }
    }

    /**
     * Writes the chunk and returns whether it was written completely. A failed write does not end the exchange: the
     * server may have sent a response that shows the reason, so reading continues.
     */
    private boolean writeChunk(ByteBuffer chunk) {
        try {
            sentBytes += channel.write(chunk);
            return !chunk.hasRemaining();
        } catch (IOException writeRefused) {
            writing = false;
            writeFailed = true;
            unsent = Optional.empty();
            return false;
        }
    }

    private void halfCloseIfExhausted(ByteSource source, Completion completion) throws IOException {
        if (unsent.isEmpty() && source.isExhausted()) {
            writing = false;
            if (completion != Completion.STAY_OPEN) {
                channel.shutdownOutput();
            }
        }
    }

    private void requireComplete(ByteSource source, Check check) throws EchoException {
        boolean complete = !writeFailed && unsent.isEmpty() && source.isExhausted() && reader.bytes() == sentBytes;
        if (!complete && check == Check.EVERY_BYTE) {
            long received = reader.bytes();
            throw new EchoException(
                    path, received == 0 ? Cause.CLOSED.found() : Cause.TRUNCATED.found(received, sentBytes));
        }
    }
}
