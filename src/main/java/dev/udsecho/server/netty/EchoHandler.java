package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.time.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * What comes on one connection, from the kernel to the answer and back: a read, the answer, a write, and no copy between
 * them unless the answer is another buffer than the one that was read.
 */
public final class EchoHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(EchoHandler.class);

    private final FlowControl flow;
    private final RateLimitedLog failures;
    private final ConnectionEvents respondent;

    EchoHandler(FlowControl flow, RateLimitedLog failures, ConnectionEvents respondent) {
        this.flow = flow;
        this.failures = failures;
        this.respondent = respondent;
    }

    /** A log for the answers that failed, on all connections. */
    public static RateLimitedLog failureLog(Ticker ticker) {
        return new RateLimitedLog(LOG, Logger.Level.ERROR, 1, ticker);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        flow.write(answered(context, (ByteBuf) read));
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    private ByteBuf answered(ChannelHandlerContext context, ByteBuf bytes) {
        boolean same = false;
        try {
            Buffer received = Buffer.buffer(bytes);
            Buffer answered = respondent.answer(received);
            same = answered == received;
            return same ? bytes : context.alloc().ioBuffer(answered.length()).writeBytes(answered.getByteBuf());
        } finally {
            if (!same) {
                bytes.release();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flow.readComplete();
    }

    /** The peer has shut down its writing side, or the input was shut down here, and the last byte has been answered. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete) {
            flow.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.debugf("connection ended by its client: %s", failure.getMessage());
        } else {
            LOG.debug("Connection failed", failure);
            failures.log(() -> "Closed a connection that could not be answered: " + failure);
            respondent.failed();
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        flow.closed();
        respondent.closed();
        context.fireChannelInactive();
    }
}
