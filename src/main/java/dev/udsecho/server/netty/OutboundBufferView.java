package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What Netty holds for a peer until it is told that the kernel has room. For its event loop only. */
final class OutboundBufferView {
    private final Channel channel;

    OutboundBufferView(Channel channel) {
        this.channel = channel;
    }

    /** How many bytes it holds; 0 if the channel is closed. */
    long bytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue == null || queue.isEmpty()) {
            return 0;
        }
        long[] bytes = {0};
        try {
            queue.forEachFlushedMessage(message -> {
                bytes[0] += ((ByteBuf) message).readableBytes();
                return true;
            });
        } catch (Exception neverThrown) {
            throw new IllegalStateException(neverThrown);
        }
        return bytes[0];
    }

    /**
     * Writes as much as the kernel takes, but for the mark at the end of it: Netty waits for room, and must then find
     * something.
     *
     * @throws IOException if the peer is gone, as the next write will find as well
     */
    void write() throws IOException {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        while (queue != null && queue.size() > 1 && queue.current() instanceof ByteBuf first) {
            ByteBuffer bytes = first.nioBuffer();
            int written = ((UnixChannel) channel).fd().write(bytes, bytes.position(), bytes.limit());
            if (written < first.readableBytes()) {
                queue.removeBytes(Math.max(0, written));
                return;
            }
            queue.remove();
        }
    }
}
