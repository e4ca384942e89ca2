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
 * Bounds what waits in memory for a peer that does not read: one read, {@value AdaptiveReadSize#MOST} bytes, or
 * {@value AdaptiveReadSize#MOST_FROM_READERS} if it did read until then, and two of {@value AdaptiveReadSize#TINY}. Nothing more is read while
 * the kernel has no room for what was written, so the peer's own writes fill the kernel's buffer and then block. For the
 * channel's event loop only.
 */
public final class FlowControl {
    /** A read that was scheduled before reading was switched off still comes, one at most (doBeginRead() in Netty). */
    private static final int STRAYS = 1;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private final Socket socket;
    private final OutboundBufferView queue;
    private final AdaptiveReadSize intake;
    private final ConnectionEvents respondent;
    private boolean paused;
    private boolean inputShut;
    private boolean ended;
    private int strays;
    private int marks;

    /** Governs a channel from which nothing was read yet, and which will be read into these buffers. */
    public FlowControl(ChannelHandlerContext context, ReadBuffers buffers, ConnectionEvents respondent) {
        this.context = context;
        this.channel = context.channel();
        this.socket = (Socket) ((UnixChannel) channel).fd();
        this.queue = new OutboundBufferView(channel);
        this.intake = new AdaptiveReadSize(buffers);
        this.respondent = respondent;
        channel.config().setRecvByteBufAllocator(() -> intake);
        allowHalfClosure(true);
    }

    /** Writes at once, and stops reading if the kernel does not take everything. */
    void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (!paused && isTaken(bytes)) {
            intake.taken(length);
            bytes.release();
            return;
        }
        queue(ReadBuffers.fit(bytes));
        if (paused) {
            mark();
            if (++strays > STRAYS) {
                holdBackRest();
            }
        } else if (unwritten() > 0) {
            pause();
        }
    }

    /** One system call, past Netty's queue, which is empty. What fails here fails there too, and is told of. */
    private boolean isTaken(ByteBuf bytes) {
        try {
            if (bytes.hasMemoryAddress()) {
                int taken = socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
                bytes.skipBytes(taken);
                respondent.sent(taken);
            }
            return !bytes.isReadable();
        } catch (IOException seenByTheNextWrite) {
            return false;
        }
    }

    private void queue(ByteBuf bytes) {
        WriteProgress write = new WriteProgress(channel, respondent, bytes.readableBytes());
        context.writeAndFlush(bytes, context.newProgressivePromise().addListener(write));
    }

    private void pause() {
        paused = true;
        strays = 0;
        intake.waits(unwritten());
        channel.config().setAutoRead(false);
        allowHalfClosure(!inputShut);
        mark();
    }

    /** Puts a mark behind what waits, and reads on when that is written and nothing came after it. */
    private void mark() {
        int last = ++marks;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && last == marks) {
                resume();
            }
        });
    }

    /**
     * Has the kernel report once more what can be read. recv(2) ends before an urgent byte (MSG_OOB in
     * <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>), and edge-triggered epoll reports what is behind
     * it when more comes, or when the interest is set again. Two calls of epoll_ctl(2); to read after each short read as well,
     * or to be level-triggered, takes a tenth to a quarter more of the processor for each message.
     */
    public void reportInput() {
        if (!paused && !inputShut) {
            channel.config().setAutoRead(false);
            channel.config().setAutoRead(true);
        }
    }

    private void resume() {
        paused = false;
        intake.nothingWaits();
        allowHalfClosure(true);
        channel.config().setAutoRead(true);
    }

    /**
     * Reads go on though reading is off: the peer has shut down its writing side, upon which Netty reads whatever the
     * kernel holds, some 200 KB. It does not while the input is shut and half-closure not allowed.
     */
    private void holdBackRest() {
        shutdownInput();
        allowHalfClosure(false);
    }

    /**
     * A turn of reading is over. If it read the end of the input and nothing waits, the connection ends here, without the
     * steps of a half-open one. To close a descriptor takes it out of its epoll set
     * (<a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>), so Netty, which finds it closed, need not.
     */
    void readComplete() {
        if (intake.lastBytesRead() < 0 && !paused) {
            allowHalfClosure(false);
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                return;
            }
        }
    }

    /** Closes when everything that was answered has been written. */
    void end() {
        ended = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Lets nothing more come: what the kernel holds is still read, then comes the end of the input. */
    public void shutdownInput() {
        inputShut = true;
        ((DuplexChannel) channel).shutdownInput();
    }

    private void allowHalfClosure(boolean allowed) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, allowed);
    }

    public void closed() {
        intake.nothingWaits();
    }

    /** How many bytes were written that the kernel has not taken yet. */
    private long unwritten() {
        return queue.bytes();
    }

    /**
     * Writes what the kernel has room for by now, and goes on once it has taken everything. Of itself it calls a socket
     * writable only when three quarters of its buffer are free (unix_writable() in net/unix/af_unix.c), so a peer that reads
     * slowly would look like one that does not read.
     */
    public void writeMore() {
        if (!paused && !ended) {
            return;
        }
        try {
            queue.write();
        } catch (IOException seenByTheNextWrite) {
            return;
        }
        if (unwritten() == 0) {
            goOn();
        }
    }

    private void goOn() {
        if (ended) {
            context.close();
        } else {
            resume();
        }
    }
}
