package dev.udsecho.probe.netty;

import dev.udsecho.probe.ProbeAnswer;
import dev.udsecho.probe.SharedProbe;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Answers the first request of a connection, and closes it. GET and HEAD of {@code /} are answered by the probe. */
final class ProbeHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final SharedProbe probe;
    private final ConnectionBound bound;
    private boolean hasRequest;

    ProbeHandler(SharedProbe probe, ConnectionBound bound) {
        this.probe = probe;
        this.bound = bound;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject received) {
        if (hasRequest || !(received instanceof HttpRequest request)) {
            return;
        }
        hasRequest = true;
        bound.requested(context.channel());
        context.channel().config().setAutoRead(false);
        context.pipeline().remove(ReadTimeoutHandler.class);
        HttpResponseStatus refusal = refusal(request);
        if (refusal.equals(HttpResponseStatus.OK)) {
            boolean isHead = request.method().equals(HttpMethod.HEAD);
            probe.answer().whenComplete((answer, failure) -> context.executor()
                    .execute(() -> send(context, failure == null ? response(answer) : unable(), isHead)));
        } else {
            send(context, response(refusal, ""), false);
        }
    }

    private static HttpResponseStatus refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (!METHODS.contains(request.method())) {
            return HttpResponseStatus.METHOD_NOT_ALLOWED;
        }
        return request.uri().split("\\?", 2)[0].equals("/") ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND;
    }

    private static FullHttpResponse response(ProbeAnswer answer) {
        return response(
                answer.ok() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, answer.json() + "\n");
    }

    private static FullHttpResponse unable() {
        return response(HttpResponseStatus.INTERNAL_SERVER_ERROR, "");
    }

    private static FullHttpResponse response(HttpResponseStatus status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        return response;
    }

    private static void send(ChannelHandlerContext context, FullHttpResponse response, boolean isHead) {
        context.writeAndFlush(isHead ? response.replace(Unpooled.EMPTY_BUFFER) : response)
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** A reset, a timeout or a request against the rules ends the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
