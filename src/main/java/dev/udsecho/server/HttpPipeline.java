package dev.udsecho.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds what requests in a pipeline (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2">RFC 9112, 9.3.2</a>) may
 * take on one HTTP connection. Vert.x answers each without a look whether answers are taken. A request ends its connection
 * if {@value #MOST} before it are without an answer, or if {@value #UNTAKEN} bytes of answers wait for a peer that does not
 * read. For the channel's event loop only.
 */
final class HttpPipeline extends ChannelDuplexHandler {
    /** Requests without an answer. */
    static final int MOST = 8;

    /** Bytes of answers that the kernel has no room for. */
    static final int UNTAKEN = 32 * 1024;

    private final HttpConnections connections;
    private int unanswered;
    private boolean ended;

    HttpPipeline(HttpConnections connections) {
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(UNTAKEN / 2, UNTAKEN));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest && !ended) {
            ended = unanswered == MOST || !hasRoom(context);
            if (ended) {
                context.close();
            } else if (unanswered++ == 0) {
                connections.busy(context.channel());
            }
        }
        if (ended) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Answers are flushed at the end of a read as a rule; until then they only seem not to be taken. */
    private static boolean hasRoom(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            context.flush();
        }
        return context.channel().isWritable();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response && response.status() == HttpResponseStatus.CONTINUE;
        if (message instanceof LastHttpContent && !interim && unanswered > 0 && --unanswered == 0) {
            connections.silent(context.channel());
        }
        context.write(message, promise);
    }
}
