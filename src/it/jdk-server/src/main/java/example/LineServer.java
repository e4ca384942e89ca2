package example;

import dev.udsecho.path.owner.BoundListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Answers each line in capital letters, with one thread a connection. */
final class LineServer implements BoundListener {
    private final ServerSocketChannel channel;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private LineServer(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /** Binds and accepts, for an owner of a path. */
    static LineServer bind(Path name) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            LineServer server = new LineServer(channel.bind(UnixDomainSocketAddress.of(name)));
            new Thread(server::accept, "accept").start();
            return server;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                SocketChannel connection = channel.accept();
                connections.add(connection);
                new Thread(() -> answer(connection), "answer").start();
            } catch (IOException closedOrOutOfDescriptors) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection;
                BufferedReader lines = new BufferedReader(Channels.newReader(connection, "UTF-8"));
                PrintWriter answers = new PrintWriter(Channels.newWriter(connection, "UTF-8"), true)) {
            lines.lines().forEach(line -> answers.println(line.toUpperCase(Locale.ROOT)));
        } catch (IOException | RuntimeException clientIsGone) {
            return;
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public boolean isIdle() {
        return connections.isEmpty();
    }

    @Override
    public void finish() {
        connections.forEach(connection -> quietly(connection::shutdownInput));
    }

    @Override
    public void close() {
        quietly(channel);
        connections.forEach(LineServer::quietly);
    }

    private static void quietly(AutoCloseable action) {
        try {
            action.close();
        } catch (Exception gone) {
            return;
        }
    }
}
