package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.util.concurrent.GenericProgressiveFutureListener;

/** Counts what the kernel takes, bit by bit, of bytes that wait in Netty's queue. For their channel's event loop only. */
final class WriteProgress implements GenericProgressiveFutureListener<ChannelProgressiveFuture> {
    private final Channel channel;
    private final ConnectionEvents respondent;
    private final long length;
    private long taken;

    WriteProgress(Channel channel, ConnectionEvents respondent, long length) {
        this.channel = channel;
        this.respondent = respondent;
        this.length = length;
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture write, long progress, long total) {
        takenUntil(progress);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture write) {
        if (write.isSuccess()) {
            takenUntil(length);
        } else {
            channel.pipeline().fireExceptionCaught(write.cause());
        }
    }

    private void takenUntil(long progress) {
        respondent.sent(progress - taken);
        taken = progress;
    }
}
