package dev.udsecho.expect.netty;

import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.text.Printable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;

/**
 * Unary gRPC calls on a connection (<a
 * href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">PROTOCOL-HTTP2</a>). Netty's codec runs in an
 * embedded channel, without an event loop: what it writes is sent by the conversation, and what that receives it reads. So
 * each step has the conversation's limits. Not thread-safe.
 */
public final class GrpcConnection implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** The bytes before a message: a flag for compression, and the length. */
    private static final int PREFIX_BYTES = 5;

    private final Conversation conversation;
    private final Requests requests = new Requests();
    private final EmbeddedChannel codec;
    private final Http2Start start = new Http2Start();

    static {
        // The JDK's loggers, as no other is configured in a command of the client.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    /** Creates streams, which only a handler of this type can do. */
    private static final class Requests extends Http2ChannelDuplexHandler {}

    /** Begins HTTP/2 with prior knowledge (RFC 9113, section 3.3); nothing is sent before the first call. */
    public GrpcConnection(Conversation conversation) {
        this.conversation = conversation;
        codec = new EmbeddedChannel();
        codec.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
        codec.pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forClient()
                                .initialSettings(
                                        new Http2Settings().pushEnabled(false).maxHeaderListSize(MAX_HEADER_BYTES))
                                .gracefulShutdownTimeoutMillis(0)
                                .build(),
                        requests);
    }

    /**
     * Calls a method, such as {@code /grpc.health.v1.Health/Check}, and blocks until the reply is complete.
     *
     * @param message the request's protobuf message
     * @throws EchoException with the cause, if the server does not reply over gRPC by the deadline
     */
    public GrpcReply call(String method, byte[] message) throws IOException {
        Http2FrameStream stream = requests.newStream();
        ByteBuf body = Unpooled.buffer(PREFIX_BYTES + message.length);
        body.writeByte(0).writeInt(message.length).writeBytes(message);
        codec.write(new DefaultHttp2HeadersFrame(headers(method)).stream(stream));
        codec.write(new DefaultHttp2DataFrame(body, true).stream(stream));
        codec.flush();
        GrpcResponse response = new GrpcResponse(conversation, stream);
        while (!response.isComplete()) {
            sendWritten();
            read(conversation.receive().orElseThrow(conversation::ended));
            addTo(response);
        }
        return response.reply();
    }

    private static Http2Headers headers(String method) {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(method)
                .authority("localhost")
                .add("te", "trailers")
                .add("content-type", "application/grpc")
                .add("user-agent", "udsecho");
    }

    private void sendWritten() throws IOException {
        for (ByteBuf written = codec.readOutbound(); written != null; written = codec.readOutbound()) {
            byte[] bytes = ByteBufUtil.getBytes(written);
            written.release();
            conversation.send(bytes);
        }
    }

    /** Lets the codec read. */
    private void read(byte[] bytes) throws EchoException {
        if (!start.accepts(bytes)) {
            throw conversation.unexpected("gRPC");
        }
        try {
            codec.writeInbound(Unpooled.wrappedBuffer(bytes));
        } catch (Exception e) {
            // Netty throws its checked exceptions without declaring them.
            throw conversation.failure(Cause.NOT_EXPECTED.saying("HTTP/2 answers there, and breaks its rules: "
                    + Printable.beginning(String.valueOf(e.getMessage()))));
        }
    }

    private void addTo(GrpcResponse response) throws IOException {
        for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
            try {
                response.add(frame);
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
    }

    /** Releases the codec's memory. The connection stays open. */
    @Override
    public void close() {
        codec.finishAndReleaseAll();
    }
}
