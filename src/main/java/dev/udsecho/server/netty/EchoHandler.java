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
 * Reads, answers and writes the bytes of one connection. The data path has no copy, unless the answer is another buffer
 * than the one that was read.
 */
public final class EchoHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(EchoHandler.class);

    private final FlowControl flow;
    private final RateLimitedLog failures;
    private final ConnectionEvents events;

    EchoHandler(FlowControl flow, RateLimitedLog failures, ConnectionEvents events) {
        this.flow = flow;
        this.failures = failures;
        this.events = events;
    }

    /** Returns a log for the failed answers of all connections, one line per second. */
    public static RateLimitedLog failureLog(Ticker ticker) {
        return new RateLimitedLog(LOG, Logger.Level.ERROR, 1, ticker);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        flow.write(answer(context, (ByteBuf) read));
    }

    private ByteBuf answer(ChannelHandlerContext context, ByteBuf bytes) {
        boolean isSameBuffer = false;
        try {
            Buffer received = BufferBridge.toVertx(bytes);
            Buffer answer = events.answer(received);
            isSameBuffer = answer == received;
            return isSameBuffer
                    ? bytes
                    : context.alloc().ioBuffer(answer.length()).writeBytes(BufferBridge.toNetty(answer));
        } finally {
            if (!isSameBuffer) {
                bytes.release();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flow.readComplete();
    }

    /**
     * Ends the connection once the peer has shut down its writing side, or the input was shut down here. The last byte
     * is answered by then.
     */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete) {
            flow.closeWhenWritten();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException) {
            LOG.debugf("connection ended by its client: %s", failure.getMessage());
        } else {
            LOG.debug("Connection failed", failure);
            failures.log(() -> "Closed a connection that could not be answered: " + failure);
            events.failed();
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        flow.closed();
        events.closed();
        context.fireChannelInactive();
    }
}
