package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;

/**
 * The bridge between Netty's buffers and Vert.x', without a copy. No other class converts one into the other.
 * {@code BufferBridgeTest} fails when an upgrade moves the conversion.
 */
@SuppressWarnings("deprecation") // Vert.x 4 has no other conversion; that of Vert.x 5 is BufferInternal
final class BufferBridge {
    private BufferBridge() {}

    /** Returns a view of the bytes, which still belong to Netty. */
    static Buffer toVertx(ByteBuf bytes) {
        return Buffer.buffer(bytes);
    }

    /** Returns a view of the buffer's bytes. */
    static ByteBuf toNetty(Buffer buffer) {
        return buffer.getByteBuf();
    }
}
