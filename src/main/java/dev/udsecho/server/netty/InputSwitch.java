package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;

/** Switches the reading of a connection off and on, with its read size. For the channel's event loop only. */
final class InputSwitch {
    /**
     * The number of reads that may still run after reading was switched off, since they were scheduled before
     * (doBeginRead() in Netty).
     */
    private static final int MAX_LATE_READS = 1;

    private final Channel channel;
    private final AdaptiveReadSize readSize;
    private boolean isShut;
    private int lateReads;

    InputSwitch(Channel channel, ReadBuffers buffers) {
        this.channel = channel;
        this.readSize = new AdaptiveReadSize(buffers);
        channel.config().setRecvByteBufAllocator(() -> readSize);
        allowHalfClosure(true);
    }

    /** Switches reading off while bytes wait for the peer. */
    void pause(long waiting) {
        lateReads = 0;
        readSize.setWaiting(waiting);
        channel.config().setAutoRead(false);
        allowHalfClosure(!isShut);
    }

    /** Switches reading on. */
    void resume() {
        readSize.clearWaiting();
        allowHalfClosure(true);
        channel.config().setAutoRead(true);
    }

    /**
     * Counts a read that ran while reading was off, and stops reads that continue: after the peer has shut down its
     * writing side, Netty reads everything that the kernel holds, about 200 KB. Netty does not do so while the input is
     * shut down and half-closure is not allowed.
     */
    void onLateRead() {
        if (++lateReads > MAX_LATE_READS) {
            shutdown();
            allowHalfClosure(false);
        }
    }

    /** Shuts down the input: the bytes that the kernel holds are still read, and then the end of the input. */
    void shutdown() {
        isShut = true;
        ((DuplexChannel) channel).shutdownInput();
    }

    /** Makes the kernel report the input again, unless it was shut down. */
    void reportAgain() {
        if (!isShut) {
            EpollTrigger.reportAgain(channel);
        }
    }

    /** Counts bytes that the kernel took at once. */
    void onTaken(int bytes) {
        readSize.addTaken(bytes);
    }

    /** Closes the connection, if the last read reached the end of the input. Skips the steps of a half-open connection. */
    void closeAtEnd() {
        if (readSize.lastBytesRead() < 0) {
            allowHalfClosure(false);
            ChannelInternals.closeDescriptor(channel);
        }
    }

    /** Clears the waiting bytes of a connection that has ended. */
    void closed() {
        readSize.clearWaiting();
    }

    private void allowHalfClosure(boolean allowed) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, allowed);
    }
}
