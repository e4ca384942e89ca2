package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.time.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Passes one request of a connection at a time. The next one passes when the kernel has taken the whole answer to the
 * last. Parts of later requests that were read already are held, and reading stops meanwhile. A malformed request is
 * answered with 400 here, and ends the connection. Runs on the channel's event loop.
 */
final class HttpGate extends ChannelDuplexHandler {
    private final Channel channel;
    private final HttpConnectionLimit connections;
    private final RateLimitedLog log;
    private final HttpConnection connection;
    private final Queue<Object> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private boolean isRefused;
    private boolean inExchange;

    /** Counts an accepted connection; the gate is added to its pipeline later. */
    HttpGate(Channel channel, HttpConnectionLimit connections, RateLimitedLog log, Ticker ticker) {
        this.channel = channel;
        this.connections = connections;
        this.log = log;
        this.connection = new HttpConnection(channel, connections, log, ticker);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
        connection.startTimeout();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        connection.stopTimeout();
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext caller, Object part) {
        if (held.isEmpty() && !mustWait(part)) {
            forward(part);
        } else {
            held.add(part);
        }
    }

    private boolean mustWait(Object part) {
        return part instanceof HttpRequest && inExchange;
    }

    private void forward(Object part) {
        if (isRefused) {
            ReferenceCountUtil.release(part);
        } else if (HttpSyntax.isMalformed(part)) {
            ReferenceCountUtil.release(part);
            refuse();
        } else {
            inExchange |= part instanceof HttpRequest;
            if (part instanceof LastHttpContent) {
                connection.onRequest();
            }
            context.fireChannelRead(part);
        }
    }

    private void refuse() {
        isRefused = true;
        log.log(() -> "Refused a malformed HTTP request");
        DefaultFullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * Reads, unless requests are held. Vert.x may resume reading at any time; while requests are held, that has no
     * effect.
     */
    @Override
    public void read(ChannelHandlerContext caller) {
        if (held.isEmpty() && !isRefused) {
            caller.read();
        } else {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void write(ChannelHandlerContext writer, Object part, ChannelPromise promise) {
        boolean interim =
                part instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (part instanceof LastHttpContent && !interim) {
            writer.write(part, promise.unvoid())
                    .addListener(taken -> writer.executor().execute(this::onAnswerTaken));
        } else {
            writer.write(part, promise);
        }
    }

    /** Counts the answer as taken, and passes the next request. Closes the connection instead if the port is full. */
    private void onAnswerTaken() {
        connection.onAnswerTaken();
        inExchange = false;
        if (connections.isFull()) {
            context.close();
            return;
        }
        if (held.isEmpty()) {
            return;
        }
        while (!held.isEmpty() && !mustWait(held.peek())) {
            forward(held.remove());
        }
        context.fireChannelReadComplete();
        if (held.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }
}
