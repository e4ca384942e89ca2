package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * Controls the flow of a connection: bounds the bytes that wait in memory for a peer that does not read. They are one
 * read, {@value AdaptiveReadSize#MAX} bytes, or {@value AdaptiveReadSize#MAX_FROM_READERS} if it did read until then,
 * and two of {@value AdaptiveReadSize#TINY}. Reading stops while the kernel has no room for the answers, so the peer's
 * own writes fill the kernel's buffer and then block. For the channel's event loop only.
 */
public final class FlowControl {
    private final ChannelHandlerContext context;
    private final Channel channel;
    private final Socket socket;
    private final OutboundBufferView queue;
    private final InputSwitch input;
    private final QuietInputs quietInputs;
    private final ConnectionEvents events;

    /** Whether something was read since the last look at quiet inputs. Then the connection is among these. */
    private boolean wasRead;

    private boolean isPaused;
    private boolean isEnding;
    private int lastMark;

    /**
     * Takes over a channel from which nothing was read yet, and which will be read into the buffers of its event loop.
     */
    FlowControl(ChannelHandlerContext context, ReadBuffers buffers, QuietInputs quietInputs, ConnectionEvents events) {
        this.context = context;
        this.channel = context.channel();
        this.socket = ChannelInternals.descriptor(channel);
        this.queue = new OutboundBufferView(channel);
        this.input = new InputSwitch(channel, buffers);
        this.quietInputs = quietInputs;
        this.events = events;
    }

    /** Writes the bytes at once, and stops reading if the kernel does not take them all. */
    void write(ByteBuf bytes) {
        noteRead();
        int length = bytes.readableBytes();
        if (!isPaused && writeDirectly(bytes)) {
            input.onTaken(length);
            bytes.release();
            return;
        }
        queue(ReadBuffers.fit(bytes));
        if (isPaused) {
            queueMark();
            input.onLateRead();
        } else if (queue.bytes() > 0) {
            isPaused = true;
            input.pause(queue.bytes());
            queueMark();
        }
    }

    /**
     * Writes by one system call, past Netty's queue, which is empty, and returns whether the kernel took all bytes. A
     * failure is ignored here, since the next write through the queue fails too and reports it.
     */
    private boolean writeDirectly(ByteBuf bytes) {
        try {
            if (bytes.hasMemoryAddress()) {
                int taken = socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
                bytes.skipBytes(taken);
                events.sent(taken);
            }
            return !bytes.isReadable();
        } catch (IOException seenByTheNextWrite) {
            return false;
        }
    }

    private void queue(ByteBuf bytes) {
        WriteProgress write = new WriteProgress(channel, events, bytes.readableBytes());
        context.writeAndFlush(bytes, context.newProgressivePromise().addListener(write));
    }

    /**
     * Queues a mark behind the waiting bytes. Reading resumes when the mark is written, unless more was queued after
     * it.
     */
    private void queueMark() {
        int ownMark = ++lastMark;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && ownMark == lastMark) {
                resume();
            }
        });
    }

    private void resume() {
        isPaused = false;
        input.resume();
    }

    private void noteRead() {
        if (!wasRead) {
            wasRead = true;
            quietInputs.add(this, channel.eventLoop());
        }
    }

    /**
     * Makes the kernel report the input again, unless something was read since the last call.
     *
     * @return whether the input was quiet, so that the connection need not be looked at until its next read
     */
    boolean reportQuietInput() {
        boolean isQuiet = !wasRead;
        wasRead = false;
        if (isQuiet && !isPaused) {
            input.reportAgain();
        }
        return isQuiet;
    }

    /** Ends the connection after a turn of reads, if it reached the end of the input and no bytes wait. */
    void readComplete() {
        if (!isPaused) {
            input.closeAtEnd();
        }
    }

    /** Closes the connection when all answers have been written. */
    void closeWhenWritten() {
        isEnding = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Shuts down the input: the bytes that the kernel holds are still read, and then the end of the input. */
    public void shutdownInput() {
        input.shutdown();
    }

    /** Clears the waiting bytes of a connection that has ended. */
    public void closed() {
        input.closed();
        quietInputs.remove(this);
    }

    /**
     * Writes as many bytes as the kernel has room for, and resumes reading, or closes an ending connection, once it has
     * taken all. The kernel reports a socket as writable only when three quarters of its buffer are free
     * (unix_writable() in net/unix/af_unix.c), so a slow reader would otherwise seem not to read.
     */
    public void writeMore() {
        if (!isPaused && !isEnding) {
            return;
        }
        try {
            queue.write();
        } catch (IOException seenByTheNextWrite) {
            return;
        }
        if (queue.bytes() > 0) {
            return;
        }
        if (isEnding) {
            context.close();
        } else {
            resume();
        }
    }
}
