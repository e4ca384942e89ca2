package dev.udsecho.bench.load;

import dev.udsecho.os.Errno;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.ObjLongConsumer;

/**
 * Connects to an endpoint without blocking, and counts failures.
 *
 * @param endpoint the endpoint to connect to
 * @param selector the selector of the connections
 * @param failures counts the failed connects
 * @param onOpen is called with each open connection and the time when it opened
 */
record Dialer(Endpoint endpoint, Selector selector, Failures failures, ObjLongConsumer<LoadConnection> onOpen) {
    /** The result of an attempt to connect. */
    enum Attempt {
        /** The connection is open, or its connect is in progress. */
        STARTED,
        /** The connect failed, and was counted. */
        FAILED,
        /** The backlog is full, or the process is out of file descriptors: the connect may succeed later. */
        RETRY
    }

    /** Starts a connect, if that succeeds now. */
    Attempt dial(ConnectQueue.Connect connect, long now) {
        if (failures.isOutOfDescriptors()) {
            return Attempt.RETRY;
        }
        try {
            begin(endpoint.open(), connect, now);
            return Attempt.STARTED;
        } catch (IOException e) {
            if (Errno.of(e) == Errno.EAGAIN) {
                return Attempt.RETRY;
            }
            failures.add(endpoint, e);
            return Attempt.FAILED;
        }
    }

    private void begin(SocketChannel channel, ConnectQueue.Connect connect, long now) throws IOException {
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(endpoint.address());
            SelectionKey key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
            LoadConnection connection = new LoadConnection(channel, key, connect);
            key.attach(connection);
            if (connected) {
                onOpen.accept(connection, now);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Completes a connect that was in progress. */
    Attempt finish(LoadConnection connection) {
        try {
            connection.channel().finishConnect();
            connection.setInterest(SelectionKey.OP_READ);
            onOpen.accept(connection, System.nanoTime());
            return Attempt.STARTED;
        } catch (IOException e) {
            failures.add(endpoint, e);
            return Attempt.FAILED;
        }
    }
}
