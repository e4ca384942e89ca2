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
    public interface Treatment {
        /** Handles one connection. */
        void treat(SocketChannel accepted) throws Exception;
    }

    private final ServerSocketChannel listener;

    /** Serves at the path until the server is closed. */
    public PlainServer(Path socket, Treatment treatment) throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        Thread acceptor = new Thread(() -> acceptAll(treatment));
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void acceptAll(Treatment treatment) {
        try {
            while (true) {
                SocketChannel accepted = listener.accept();
                Thread server = new Thread(() -> treat(treatment, accepted));
                server.setDaemon(true);
                server.start();
            }
        } catch (ClosedChannelException over) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void treat(Treatment treatment, SocketChannel accepted) {
        try (accepted) {
            treatment.treat(accepted);
        } catch (Exception clientIsGone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
