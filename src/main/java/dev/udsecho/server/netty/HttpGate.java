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
 * Lets one request of a connection in at a time: the next one when the kernel has taken the whole answer of the last. What has
 * been read of later ones is held, and nothing more is read meanwhile. A connection that completes no exchange within
 * {@link #TIMEOUT}, for whatever reason, is reset. A malformed request is answered 400 here, and ends the connection. Runs on
 * the channel's event loop.
 */
final class HttpGate extends ChannelDuplexHandler implements HttpConnectionLimit.Member {
    /** From the connect, or from the last answer, until the next answer has been taken. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Channel channel;
    private final HttpConnectionLimit connections;
    private final RateLimitedLog log;
    private final Ticker ticker;
    private final Queue<Object> held = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private ScheduledFuture<?> check;
    private boolean refused;
    private boolean owing;
    private volatile boolean answering;
    private volatile long since;

    /** Counts an accepted connection; the gate is added to its pipeline later. */
    HttpGate(Channel channel, HttpConnectionLimit connections, RateLimitedLog log, Ticker ticker) {
        this.channel = channel;
        this.connections = connections;
        this.log = log;
        this.ticker = ticker;
        this.since = ticker.nanos();
        connections.add(this);
        channel.closeFuture().addListener(closed -> connections.remove(this));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        checkAfter(TIMEOUT.toNanos());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        check.cancel(false);
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private void checkAfter(long nanos) {
        check = context.executor().schedule(this::checkProgress, nanos, TimeUnit.NANOSECONDS);
    }

    private void checkProgress() {
        long left = TIMEOUT.toNanos() - age();
        if (left > 0) {
            checkAfter(left);
        } else {
            log.log(() -> "Closed an HTTP connection: no exchange ended within " + TIMEOUT.toSeconds() + " s");
            abort();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reader, Object part) {
        if (held.isEmpty() && !mustWait(part)) {
            pass(part);
        } else {
            held.add(part);
        }
    }

    private boolean mustWait(Object part) {
        return part instanceof HttpRequest && owing;
    }

    private void pass(Object part) {
        if (refused) {
            ReferenceCountUtil.release(part);
        } else if (isMalformed(part)) {
            ReferenceCountUtil.release(part);
            refuse();
        } else {
            owing |= part instanceof HttpRequest;
            answering |= part instanceof LastHttpContent;
            context.fireChannelRead(part);
        }
    }

    /** By RFC 9112, sections 2.3 and 3.2: another major version, or no single, valid Host in HTTP/1.1. */
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
        refused = true;
        log.log(() -> "Refused a malformed HTTP request");
        DefaultFullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** Vert.x resumes reading as it likes: while requests are held, that has no effect. */
    @Override
    public void read(ChannelHandlerContext reader) {
        if (held.isEmpty() && !refused) {
            reader.read();
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
                    .addListener(taken -> writer.executor().execute(this::next));
        } else {
            writer.write(part, promise);
        }
    }

    /** Counts the answer as taken, and passes the next request. Where others wait for its place, the connection ends. */
    private void next() {
        since = ticker.nanos();
        answering = false;
        owing = false;
        if (connections.isFull()) {
            context.close();
            return;
        }
        if (held.isEmpty()) {
            return;
        }
        while (!held.isEmpty() && !mustWait(held.peek())) {
            pass(held.remove());
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
        return ticker.nanos() - since;
    }

    /** With a reset, so that the kernel keeps nothing for a peer that does not read (socket(7), SO_LINGER). */
    @Override
    public void abort() {
        if (channel instanceof SocketChannel socket && socket.isOpen()) {
            socket.config().setSoLinger(0);
        }
        channel.close();
    }
}
