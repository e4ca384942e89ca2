package dev.udsecho.server.netty;

import dev.udsecho.testing.Client;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A channel without an event loop, on a connected Unix socket. Its queue is written only as far as the test has made
 * room. Bytes that Netty writes from the queue are discarded; bytes that the code under test writes directly reach the
 * peer.
 */
final class SocketPairChannel extends EmbeddedChannel implements UnixChannel, DuplexChannel {
    private static final int PEER_ADDRESS = 26;

    private final Socket socket;
    private final SocketChannel peer;
    private final ChannelConfig config = new HalfClosableConfig(this);
    private int room;
    private int inputShutdowns;
    private int reportedInputs;

    /** Connects both ends, at a name in this directory. */
    SocketPairChannel(Path directory) throws IOException {
        super(new ChannelInboundHandlerAdapter());
        Epoll.ensureAvailability();
        Path name = directory.resolve("pair.sock");
        Socket listener = Socket.newSocketDomain();
        try {
            listener.bind(new DomainSocketAddress(name.toString()));
            listener.listen(1);
            peer = Client.connect(name);
            socket = new Socket(listener.accept(new byte[PEER_ADDRESS]));
        } finally {
            listener.close();
        }
    }

    /** Returns the other end. */
    SocketChannel peer() {
        return peer;
    }

    /** Makes Netty write this number of queued buffers, now or when they are queued. */
    void makeRoom(int buffers) {
        room = buffers;
        flush();
    }

    /** Returns the number of input shutdowns. */
    int inputShutdowns() {
        return inputShutdowns;
    }

    /** Returns how often the kernel was made to report the input. */
    int reportedInputs() {
        return reportedInputs;
    }

    /** Discards the waiting bytes, and closes both ends. */
    void release() throws IOException {
        makeRoom(Integer.MAX_VALUE);
        finishAndReleaseAll();
        socket.close();
        peer.close();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer queue) {
        for (; room > 0 && queue.current() != null; room--) {
            queue.remove();
        }
    }

    @Override
    protected void doBeginRead() {
        reportedInputs++;
    }

    @Override
    public ChannelConfig config() {
        return config == null ? super.config() : config; // the constructor above asks for it
    }

    @Override
    public Socket fd() {
        return socket;
    }

    @Override
    public ChannelFuture shutdownInput() {
        inputShutdowns++;
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownOutput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdowns > 0;
    }

    @Override
    public boolean isOutputShutdown() {
        return false;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }
}
