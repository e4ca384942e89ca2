package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of flow control tests without an event loop: a {@link SocketPairChannel} and its reported events. */
abstract class SocketPairTest {
    static final int ALL = Integer.MAX_VALUE;
    static final int STANDARD = 64 * 1024;
    static final int TINY = 64;

    /** The number of bytes, more than the kernel takes for a peer that does not read. */
    static final int LOTS = 2_000_000;

    @TempDir
    Path directory;

    final ReadBuffers buffers = new ReadBuffers();
    final Queue<Runnable> afterPause = new ArrayDeque<>();
    final QuietInputs quietInputs = new QuietInputs((eventLoop, task) -> afterPause.add(task));
    final List<Long> sent = new ArrayList<>();
    SocketPairChannel channel;
    FlowControl flow;

    /** Loads the native code, which only Epoll does. */
    @BeforeAll
    static void loadNativeCode() {
        Epoll.ensureAvailability();
    }

    @BeforeEach
    void connect() throws IOException {
        channel = new SocketPairChannel(directory);
        flow = new FlowControl(channel.pipeline().firstContext(), buffers, quietInputs, new SentBytes(sent));
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

    /** Returns bytes that are never written directly, since they have no memory address for the system call. */
    static ByteBuf queued(int length) {
        return Unpooled.buffer(length).writeZero(length);
    }

    int readSize() {
        return channel.config().getRecvByteBufAllocator().newHandle().guess();
    }

    void assertReads(boolean reads) {
        assertEquals(reads, channel.config().isAutoRead());
        assertEquals(reads ? STANDARD : TINY, readSize());
    }

    void assertHalfClosure(boolean allowed) {
        assertEquals(allowed, channel.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
    }

    long total() {
        return sent.stream().mapToLong(Long::longValue).sum();
    }
}
