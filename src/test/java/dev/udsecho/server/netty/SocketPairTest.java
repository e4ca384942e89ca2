package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of backpressure without an event loop share: a {@link SocketPairChannel} and what is reported of it. */
abstract class SocketPairTest {
    static final int ALL = Integer.MAX_VALUE;
    static final int USUAL = 64 * 1024;
    static final int TINY = 64;

    /** More than the kernel takes for a peer that does not read. */
    static final int LOTS = 2_000_000;

    @TempDir
    Path directory;

    final ReadBuffers buffers = new ReadBuffers();
    final List<Long> sent = new ArrayList<>();
    SocketPairChannel channel;
    FlowControl flow;

    /** What is native is loaded with Epoll, or not at all. */
    @BeforeAll
    static void loadNativeCode() {
        Epoll.ensureAvailability();
    }

    @BeforeEach
    void connect() throws IOException {
        channel = new SocketPairChannel(directory);
        flow = new FlowControl(channel.pipeline().firstContext(), buffers, new Sent(sent));
    }

    @AfterEach
    void disconnect() throws IOException {
        flow.closed();
        channel.release();
        buffers.release();
    }

    static ByteBuf bytes(int length) {
        return Unpooled.directBuffer(length).writeZero(length);
    }

    /** Of these none is written at once: they have no address that the kernel could be given. */
    static ByteBuf queued(int length) {
        return Unpooled.buffer(length).writeZero(length);
    }

    int readSize() {
        return channel.config().getRecvByteBufAllocator().newHandle().guess();
    }

    void assertReads(boolean reads) {
        assertEquals(reads, channel.config().isAutoRead());
        assertEquals(reads ? USUAL : TINY, readSize());
    }

    void assertHalfClosure(boolean allowed) {
        assertEquals(allowed, channel.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
    }

    long total() {
        return sent.stream().mapToLong(Long::longValue).sum();
    }

    private record Sent(List<Long> each) implements ConnectionEvents {
        @Override
        public Buffer answer(Buffer received) {
            return received;
        }

        @Override
        public void sent(long bytes) {
            each.add(bytes);
        }

        @Override
        public void failed() {}

        @Override
        public void closed() {}
    }
}
