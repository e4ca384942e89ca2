package dev.udsecho.bench.load;

import dev.udsecho.os.Errno;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.ObjLongConsumer;

/** Connects to an endpoint without ever waiting, and counts what fails. */
final class Dialer {
    /** How a connect went. */
    enum Attempt {
        /** The connection stands, or will soon. */
        WORKED,
        FAILED,
        /** The backlog is full: it may work later. */
        TOO_EARLY
    }

    private final Endpoint endpoint;
    private final Selector selector;
    private final Failures failures;
    private final ObjLongConsumer<LoadConnection> opened;

    /**
     * One for a selector.
     *
     * @param opened is told of each connection that stands, and when that was
     */
    Dialer(Endpoint endpoint, Selector selector, Failures failures, ObjLongConsumer<LoadConnection> opened) {
        this.endpoint = endpoint;
        this.selector = selector;
        this.failures = failures;
        this.opened = opened;
    }

    /** Connects, if that works. */
    Attempt dial(PendingConnect opening, long now) {
        if (failures.areForWantOfDescriptors()) {
            return Attempt.TOO_EARLY;
        }
        try {
            begin(endpoint.open(), opening, now);
            return Attempt.WORKED;
        } catch (IOException e) {
            if (Errno.of(e) == Errno.EAGAIN) {
                return Attempt.TOO_EARLY;
            }
            failures.add(endpoint, e);
            return Attempt.FAILED;
        }
    }

    private void begin(SocketChannel channel, PendingConnect opening, long now) throws IOException {
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(endpoint.address());
            SelectionKey key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
            LoadConnection connection = new LoadConnection(channel, key, opening);
            key.attach(connection);
            if (connected) {
                opened.accept(connection, now);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Ends a connect that took its time. */
    Attempt finish(LoadConnection connection) {
        try {
            connection.channel().finishConnect();
            connection.await(SelectionKey.OP_READ);
            opened.accept(connection, System.nanoTime());
            return Attempt.WORKED;
        } catch (IOException e) {
            failures.add(endpoint, e);
            return Attempt.FAILED;
        }
    }
}
