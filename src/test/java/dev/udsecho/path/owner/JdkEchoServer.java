package dev.udsecho.path.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An echo server that uses only the JDK: one thread accepts, and one thread answers each connection. */
public class JdkEchoServer implements BoundListener {
    private static final int BACKLOG = 1024;
    private static final int READ_SIZE = 64 * 1024;

    private final ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;
    private volatile Runnable onRead = () -> {};

    public JdkEchoServer(Path name) throws IOException {
        listener.bind(UnixDomainSocketAddress.of(name), BACKLOG);
        acceptor = startThread(this::acceptAll);
    }

    private static Thread startThread(Runnable work) {
        Thread thread = new Thread(work, "jdk-echo");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void acceptAll() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                open.add(client);
                accepted.incrementAndGet();
                startThread(() -> answer(client));
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void answer(SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocate(READ_SIZE);
        try (client) {
            while (client.read(buffer.clear()) >= 0) {
                onRead.run();
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
            }
        } catch (IOException clientIsGone) {
            return;
        } finally {
            open.remove(client);
        }
    }

    /** Sets the action between a read and its answer, on the connection's thread. */
    void onRead(Runnable action) {
        onRead = action;
    }

    /** Returns the number of connections accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** Returns the number of open connections. */
    int connections() {
        return open.size();
    }

    boolean isOpen() {
        return listener.isOpen();
    }

    @Override
    public boolean isIdle() {
        return open.isEmpty();
    }

    @Override
    public void finish() {
        open.forEach(client -> unchecked(client::shutdownInput));
    }

    /** Waits for the accepting thread: until it has left accept(2), the kernel still accepts connects. */
    @Override
    public void close() {
        unchecked(listener::close);
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(client -> unchecked(client::close));
    }

    /** An I/O operation that does not fail in a test. */
    private interface Operation {
        void run() throws IOException;
    }

    private static void unchecked(Operation operation) {
        try {
            operation.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
