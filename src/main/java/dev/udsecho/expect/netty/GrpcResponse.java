package dev.udsecho.expect.netty;

import dev.udsecho.client.Conversation;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.text.Printable;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The response to a call as its frames arrive. */
final class GrpcResponse {
    private static final String GRPC = "application/grpc";
    private static final int PREFIX_BYTES = 5;

    private final Conversation conversation;
    private final Http2FrameStream stream;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean isGrpc;
    private Optional<Http2Headers> trailers = Optional.empty();

    GrpcResponse(Conversation conversation, Http2FrameStream stream) {
        this.conversation = conversation;
        this.stream = stream;
    }

    boolean isComplete() {
        return trailers.isPresent();
    }

    /**
     * Adds a frame of the connection.
     *
     * @throws EchoException if it ends the call
     */
    void add(Object frame) throws EchoException {
        if (frame instanceof Http2GoAwayFrame goAway && goAway.lastStreamId() < stream.id()) {
            throw refused("GOAWAY", goAway.errorCode());
        }
        if (!(frame instanceof Http2StreamFrame ofStream) || !stream.equals(ofStream.stream())) {
            return;
        }
        if (frame instanceof Http2ResetFrame reset) {
            throw refused("RST_STREAM", reset.errorCode());
        }
        if (frame instanceof Http2HeadersFrame headers) {
            add(headers);
        }
        if (frame instanceof Http2DataFrame data) {
            add(data);
        }
    }

    private void add(Http2HeadersFrame frame) throws EchoException {
        requireGrpc(frame.headers());
        if (frame.isEndStream()) {
            trailers = Optional.of(frame.headers());
        }
    }

    private void add(Http2DataFrame frame) throws EchoException {
        if (!isGrpc) {
            throw conversation.failure(
                    Cause.NOT_EXPECTED.saying("HTTP/2 answers there, and breaks its rules: a body before its headers"));
        }
        body.writeBytes(ByteBufUtil.getBytes(frame.content()));
        if (frame.isEndStream()) {
            throw conversation.ended();
        }
    }

    /** The first headers must be of gRPC. Others are of a web server, or of a proxy before the server. */
    private void requireGrpc(Http2Headers headers) throws EchoException {
        String type = text(headers, "content-type");
        isGrpc |= type.startsWith(GRPC);
        if (!isGrpc) {
            throw conversation.failure(Cause.NOT_EXPECTED
                    .saying("HTTP/2 without gRPC answers there: status " + text(headers, ":status") + ", content-type "
                            + (type.isEmpty() ? "none" : type))
                    .with("HTTP status", text(headers, ":status")));
        }
    }

    /** Returns the reply of a complete response. */
    GrpcReply reply() throws EchoException {
        String status = text(trailers.orElseThrow(), "grpc-status");
        if (!status.matches("[0-9]{1,9}")) {
            throw conversation.ended();
        }
        return new GrpcReply(Integer.parseInt(status), text(trailers.get(), "grpc-message"), message());
    }

    private byte[] message() throws EchoException {
        ByteBuffer bytes = ByteBuffer.wrap(body.toByteArray());
        if (bytes.remaining() < PREFIX_BYTES) {
            return new byte[0];
        }
        boolean isCompressed = bytes.get() != 0;
        byte[] message = new byte[Math.min(Math.max(bytes.getInt(), 0), bytes.remaining())];
        if (isCompressed) {
            throw conversation.failure(
                    Cause.NOT_EXPECTED.saying("gRPC answers there, with a compression not asked for"));
        }
        bytes.get(message);
        return message;
    }

    private EchoException refused(String frame, long code) {
        Http2Error error = Http2Error.valueOf(code);
        return conversation.failure(Cause.NOT_SERVING.found(
                "its server refused the request: " + frame + ", " + (error == null ? code : error)));
    }

    private static String text(Http2Headers headers, String name) {
        return Printable.beginning(headers.get(name, ""));
    }
}
