package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.udsecho.testing.Moved;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BufferBridgeTest {
    private static final String REMEDY = "convert in BufferBridge with io.vertx.core.internal.buffer.BufferInternal,"
            + " which Vert.x 5 has for that, and measure with src/bench/run";

    @Test
    void testToVertx_isAView() {
        Moved.unless("Vert.x' Buffer.buffer(ByteBuf), a view of Netty's bytes", REMEDY, () -> {
            ByteBuf bytes = Unpooled.directBuffer().writeBytes("echo".getBytes(StandardCharsets.US_ASCII));
            Buffer view = BufferBridge.toVertx(bytes);
            bytes.setByte(0, 'E');
            assertEquals("Echo", view.toString());
            assertEquals(1, bytes.refCnt());
            bytes.release();
        });
    }

    @Test
    void testToNetty_hasTheReadableBytes() {
        Moved.unless("Vert.x' Buffer.getByteBuf(), the bytes as Netty's", REMEDY, () -> {
            ByteBuf bytes = BufferBridge.toNetty(Buffer.buffer("echo"));
            assertEquals("echo", bytes.toString(StandardCharsets.US_ASCII));
        });
    }

    @Test
    void testAnswer_thatIsTheReadBuffer_isRecognised() {
        Moved.unless("Vert.x' Buffer as an object that keeps its identity", REMEDY, () -> {
            Buffer buffer = BufferBridge.toVertx(Unpooled.EMPTY_BUFFER);
            assertSame(buffer, buffer.appendString(""));
        });
    }
}
