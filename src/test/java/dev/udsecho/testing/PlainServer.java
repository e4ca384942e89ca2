package dev.udsecho.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A small server that handles each connection as a test requires. */
public final class PlainServer implements AutoCloseable {
    /** Handles a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface ConnectionHandler {
        /** Handles one connection. */
        void handle(SocketChannel accepted) throws Exception;
    }

    private final ServerSocketChannel listener;

    /** Serves at the path until the server is closed. */
    public PlainServer(Path socket, ConnectionHandler handler) throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread acceptor = new Thread(() -> acceptAll(handler));
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void acceptAll(ConnectionHandler handler) {
        try {
            while (true) {
                SocketChannel accepted = listener.accept();
                Thread server = new Thread(() -> handle(handler, accepted));
                server.setDaemon(true);
                server.start();
            }
        } catch (ClosedChannelException over) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void handle(ConnectionHandler handler, SocketChannel accepted) {
        try (accepted) {
            handler.handle(accepted);
        } catch (Exception clientIsGone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
