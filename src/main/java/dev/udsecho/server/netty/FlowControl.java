package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/**
 * Controls the flow of a connection: bounds the bytes that wait in memory for a peer that does not read. They are one
 * read, {@value AdaptiveReadSize#MAX} bytes, or {@value AdaptiveReadSize#MAX_FROM_READERS} if it did read until then,
 * and two of {@value AdaptiveReadSize#TINY}. Reading stops while the kernel has no room for the answers, so the peer's
 * own writes fill the kernel's buffer and then block. For the channel's event loop only.
 */
public final class FlowControl {
    /**
     * The number of reads that may still run after reading was switched off, since they were scheduled before
     * (doBeginRead() in Netty).
     */
    private static final int MAX_LATE_READS = 1;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private final Socket socket;
    private final OutboundBufferView queue;
    private final AdaptiveReadSize readSize;
    private final ConnectionEvents events;
    private boolean isPaused;
    private boolean isInputShut;
    private boolean isEnding;
    private int lateReads;
    private int lastMark;

    /** Takes over a channel from which nothing was read yet, and which will be read into these buffers. */
    public FlowControl(ChannelHandlerContext context, ReadBuffers buffers, ConnectionEvents events) {
        this.context = context;
        this.channel = context.channel();
        this.socket = (Socket) ((UnixChannel) channel).fd();
        this.queue = new OutboundBufferView(channel);
        this.readSize = new AdaptiveReadSize(buffers);
        this.events = events;
        channel.config().setRecvByteBufAllocator(() -> readSize);
        allowHalfClosure(true);
    }

    /** Writes the bytes at once, and stops reading if the kernel does not take them all. */
    void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (!isPaused && writeDirectly(bytes)) {
            readSize.addTaken(length);
            bytes.release();
            return;
        }
        queue(ReadBuffers.fit(bytes));
        if (isPaused) {
            queueMark();
            if (++lateReads > MAX_LATE_READS) {
                stopReading();
            }
        } else if (unwritten() > 0) {
            pause();
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

    private void pause() {
        isPaused = true;
        lateReads = 0;
        readSize.setWaiting(unwritten());
        channel.config().setAutoRead(false);
        allowHalfClosure(!isInputShut);
        queueMark();
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

    /**
     * Makes the kernel report again that the socket is readable. recv(2) ends before an urgent byte (MSG_OOB in
     * <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), and edge-triggered epoll reports the
     * bytes behind it only when more bytes arrive, or when the interest is set again. This costs two calls of
     * epoll_ctl(2). A further read after each short read, or level-triggered epoll, would cost a tenth to a quarter
     * more processor time for each message.
     */
    public void reportInput() {
        if (!isPaused && !isInputShut) {
            channel.config().setAutoRead(false);
            channel.config().setAutoRead(true);
        }
    }

    private void resume() {
        isPaused = false;
        readSize.clearWaiting();
        allowHalfClosure(true);
        channel.config().setAutoRead(true);
    }

    /**
     * Stops reads that continue while reading is off: after the peer has shut down its writing side, Netty reads
     * everything that the kernel holds, about 200 KB. Netty does not do so while the input is shut down and
     * half-closure is not allowed.
     */
    private void stopReading() {
        shutdownInput();
        allowHalfClosure(false);
    }

    /**
     * Ends the connection after a turn of reads, if it reached the end of the input and no bytes wait. This skips the
     * steps of a half-open connection. Closing a descriptor removes it from its epoll set
     * (<a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>), so Netty, which finds it closed,
     * need not remove it.
     */
    void readComplete() {
        if (readSize.lastBytesRead() < 0 && !isPaused) {
            allowHalfClosure(false);
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                return;
            }
        }
    }

    /** Closes the connection when all answers have been written. */
    void closeWhenWritten() {
        isEnding = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Shuts down the input: the bytes that the kernel holds are still read, and then the end of the input. */
    public void shutdownInput() {
        isInputShut = true;
        ((DuplexChannel) channel).shutdownInput();
    }

    private void allowHalfClosure(boolean allowed) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, allowed);
    }

    /** Clears the waiting bytes of a connection that has ended. */
    public void closed() {
        readSize.clearWaiting();
    }

    /** Returns the number of written bytes that the kernel has not taken yet. */
    private long unwritten() {
        return queue.bytes();
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
        if (unwritten() == 0) {
            onAllWritten();
        }
    }

    private void onAllWritten() {
        if (isEnding) {
            context.close();
        } else {
            resume();
        }
    }
}
