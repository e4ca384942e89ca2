package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.time.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Passes one request of a connection at a time. The next one passes when the kernel has taken the whole answer to the
 * last. Parts of later requests that were read already are held, and reading stops meanwhile. A connection that
 * completes no exchange within {@link #TIMEOUT}, for any reason, is reset. A malformed request is answered with 400
 * here, and ends the connection. Runs on the channel's event loop.
 */
final class HttpGate extends ChannelDuplexHandler implements HttpConnectionLimit.Member {
    /** The time from the connect, or from the last answer, until the next answer has been taken. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Channel channel;
    private final HttpConnectionLimit connections;
    private final RateLimitedLog log;
    private final Ticker ticker;
    private final Queue<Object> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private ScheduledFuture<?> timeoutCheck;
    private boolean isRefused;
    private boolean inExchange;
    private volatile boolean answering;
    private volatile long lastAnswerAt;

    /** Counts an accepted connection; the gate is added to its pipeline later. */
    HttpGate(Channel channel, HttpConnectionLimit connections, RateLimitedLog log, Ticker ticker) {
        this.channel = channel;
        this.connections = connections;
        this.log = log;
        this.ticker = ticker;
        this.lastAnswerAt = ticker.nanos();
        connections.add(this);
        channel.closeFuture().addListener(closed -> connections.remove(this));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext newContext) {
        context = newContext;
        scheduleCheck(TIMEOUT.toNanos());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        timeoutCheck.cancel(false);
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private void scheduleCheck(long nanos) {
        timeoutCheck = context.executor().schedule(this::checkProgress, nanos, TimeUnit.NANOSECONDS);
    }

    private void checkProgress() {
        long left = TIMEOUT.toNanos() - age();
        if (left > 0) {
            scheduleCheck(left);
        } else {
            log.log(() -> "Closed an HTTP connection: no exchange ended within " + TIMEOUT.toSeconds() + " s");
            abort();
        }
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
        } else if (isMalformed(part)) {
            ReferenceCountUtil.release(part);
            refuse();
        } else {
            inExchange |= part instanceof HttpRequest;
            answering |= part instanceof LastHttpContent;
            context.fireChannelRead(part);
        }
    }

    /**
     * Returns whether a request is malformed by RFC 9112, sections 2.3 and 3.2: it has another major version, or not
     * exactly one valid Host in HTTP/1.1.
     */
    private static boolean isMalformed(Object part) {
        if (part instanceof HttpObject object && object.decoderResult().isFailure()) {
            return true;
        }
        return part instanceof HttpRequest request
                && (request.protocolVersion().majorVersion() != 1
                        || request.protocolVersion().minorVersion() > 0
                                && !isHost(request.headers().getAll(HttpHeaderNames.HOST)));
    }

    private static boolean isHost(List<String> values) {
        return values.size() == 1 && (values.get(0).isEmpty() || HostAndPort.parseAuthority(values.get(0), -1) != null);
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
        lastAnswerAt = ticker.nanos();
        answering = false;
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

    @Override
    public boolean isAnswering() {
        return answering;
    }

    @Override
    public long age() {
        return ticker.nanos() - lastAnswerAt;
    }

    /**
     * Closes the connection with a reset, so that the kernel holds no bytes for a peer that does not read (socket(7),
     * SO_LINGER).
     */
    @Override
    public void abort() {
        if (channel instanceof SocketChannel socket && socket.isOpen()) {
            socket.config().setSoLinger(0);
        }
        channel.close();
    }
}
