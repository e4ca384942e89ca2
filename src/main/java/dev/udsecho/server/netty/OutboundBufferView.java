package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A view of Netty's outbound buffer: the bytes that wait until the kernel has room. For its event loop only. */
final class OutboundBufferView {
    private final Channel channel;

    OutboundBufferView(Channel channel) {
        this.channel = channel;
    }

    /** Returns the number of bytes in the buffer; 0 if the channel is closed. */
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
     * Writes as many bytes as the kernel takes, except the mark at the end: Netty waits for room, and must then find an
     * entry.
     *
     * @throws IOException if the peer is gone; the next write fails as well
     */
    void write() throws IOException {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        while (queue != null && queue.size() > 1 && queue.current() instanceof ByteBuf first) {
            ByteBuffer bytes = first.nioBuffer();
            int written = ChannelInternals.descriptor(channel).write(bytes, bytes.position(), bytes.limit());
            if (written < first.readableBytes()) {
                queue.removeBytes(Math.max(0, written));
                return;
            }
            queue.remove();
        }
    }
}
