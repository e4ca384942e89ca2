package dev.udsecho.client;

import dev.udsecho.diagnosis.ForeignResponse;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * One exchange over a connected, non-blocking channel. It writes what the source has and reads what comes at the same
 * time, on one thread. What it holds is bounded: a read's buffer, the source's chunk, and the {@link ExpectedBytes}.
 */
public final class Exchange {
    private static final int READ_SIZE = 64 * 1024;

    /** How the exchange ends. */
    enum Ending {
        /** The writing side is shut down after the source; the server's end of the connection is the end. */
        HALF_CLOSE,
        /** The same, or as soon as as many bytes came back as were sent. */
        HALF_CLOSE_UNTIL_ALL_IS_BACK,
        /** As many bytes came back as were sent, and the connection stays open. */
        STAY_OPEN
    }

    /** What is compared. */
    public enum Check {
        /** What comes back must be what was sent, and all of it. */
        EVERY_BYTE,
        /** Whatever comes back is passed on. */
        NOTHING
    }

    private final SocketPath path;
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE);
    private final ExpectedBytes window = new ExpectedBytes();
    private Optional<ByteBuffer> unsent = Optional.empty();
    private boolean writing;
    private boolean cutOff;
    private long sentBytes;
    private long receivedBytes;

    Exchange(SocketPath path, SocketChannel channel, Selector selector) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
    }

    /**
     * Runs it to its end. It may be run again with more to send, also after it was late, until the writing side is shut
     * down.
     *
     * @throws EchoException with the cause, if the answer is late, differs or ends early
     * @throws IOException if the source or the output of the answers fails
     */
    void run(ByteSource source, OutputStream answers, Ending ending, Check check, Deadline deadline)
            throws IOException {
        writing = !cutOff;
        source.onArrival(selector::wakeup);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        while (true) {
            write(source, ending, check);
            if (ending != Ending.HALF_CLOSE && !writing && !cutOff && receivedBytes == sentBytes) {
                return;
            }
            await(key, deadline);
            if (!read(answers, check)) {
                requireWhole(source, check);
                return;
            }
        }
    }

    private void await(SelectionKey key, Deadline deadline) throws IOException {
        key.interestOps(unsent.isPresent() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        selector.select(deadline.millisLeft());
        selector.selectedKeys().clear();
        if (deadline.isOver()) {
            throw ExchangeFailure.late(path, receivedBytes, sentBytes, deadline.timeout());
        }
    }

    /** Writes until the kernel takes no more, the source has no more, or too much is still to come back. */
    private void write(ByteSource source, Ending ending, Check check) throws IOException {
        while (writing) {
            if (unsent.isEmpty() && !window.isFull()) {
                unsent = source.poll();
                unsent.filter(chunk -> check == Check.EVERY_BYTE).ifPresent(window::sent);
                endIfExhausted(source, ending);
            }
            if (unsent.isEmpty() || !writeOn(unsent.get())) {
                return;
            }
            unsent = Optional.empty();
        }
    }

    /** A server that stops taking has its reason in what it still answers: reading goes on. */
    private boolean writeOn(ByteBuffer chunk) {
        try {
            sentBytes += channel.write(chunk);
            return !chunk.hasRemaining();
        } catch (IOException serverTakesNoMore) {
            writing = false;
            cutOff = true;
            unsent = Optional.empty();
            return false;
        }
    }

    private void endIfExhausted(ByteSource source, Ending ending) throws IOException {
        if (unsent.isEmpty() && source.isExhausted()) {
            writing = false;
            if (ending != Ending.STAY_OPEN) {
                channel.shutdownOutput();
            }
        }
    }

    /** Reads what there is, if anything, and returns whether there can be more. */
    private boolean read(OutputStream answers, Check check) throws IOException {
        received.clear();
        try {
            if (channel.read(received) < 0) {
                return false;
            }
        } catch (IOException serverIsGone) {
            return false;
        }
        answers.write(received.array(), 0, received.position());
        int came = received.flip().remaining();
        if (check == Check.EVERY_BYTE) {
            requireSame(came);
        }
        receivedBytes += came;
        return true;
    }

    private void requireSame(int came) throws EchoException {
        int same = window.match(received);
        if (same < came && receivedBytes + same == sentBytes && sentBytes > 0) {
            throw ExchangeFailure.surplus(path, sentBytes);
        }
        if (same < came) {
            ForeignResponse answer = new ForeignResponse(Arrays.copyOf(received.array(), came));
            throw receivedBytes == 0
                    ? ExchangeFailure.differs(path, same, sentBytes, answer)
                    : ExchangeFailure.altered(path, receivedBytes + same);
        }
    }

    private void requireWhole(ByteSource source, Check check) throws EchoException {
        boolean whole = !cutOff && unsent.isEmpty() && source.isExhausted() && receivedBytes == sentBytes;
        if (!whole && check == Check.EVERY_BYTE) {
            throw ExchangeFailure.ended(path, receivedBytes, sentBytes);
        }
    }
}
