package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.util.concurrent.GenericProgressiveFutureListener;

/** Reports the bytes that the kernel takes from Netty's queue, as it takes them. For the channel's event loop only. */
final class WriteProgress implements GenericProgressiveFutureListener<ChannelProgressiveFuture> {
    private final Channel channel;
    private final ConnectionEvents events;
    private final long length;
    private long taken;

    WriteProgress(Channel channel, ConnectionEvents events, long length) {
        this.channel = channel;
        this.events = events;
        this.length = length;
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture write, long progress, long total) {
        reportUpTo(progress);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture write) {
        if (write.isSuccess()) {
            reportUpTo(length);
        } else {
            channel.pipeline().fireExceptionCaught(write.cause());
        }
    }

    private void reportUpTo(long total) {
        events.sent(total - taken);
        taken = total;
    }
}
