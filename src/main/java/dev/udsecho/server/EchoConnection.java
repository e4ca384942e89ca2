package dev.udsecho.server;

import dev.udsecho.echo.Echo;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jboss.logging.Logger;

/**
 * One client's connection: every byte read is answered, in order, once. Reading stops while the client takes no answers,
 * and the connection ends after the client has shut down its writing side and everything read was answered and flushed.
 */
final class EchoConnection {
    private static final Logger LOG = Logger.getLogger(EchoConnection.class);

    private final NetSocket socket;
    private final NativeSocket channel;
    private final Echo echo;
    private final boolean preview;

    /**
     * Takes over a socket, on its event loop, before anything was read from it.
     *
     * @param preview whether each read is logged
     */
    EchoConnection(NetSocket accepted, Echo echo, boolean preview) {
        this.socket = accepted;
        this.channel = new NativeSocket(accepted);
        this.echo = echo;
        this.preview = preview;
    }

    /** Serves the client until either side closes. */
    void serve(Runnable closed) {
        socket.handler(this::received);
        socket.drainHandler(drained -> channel.read(true));
        channel.onEndOfInput(this::inputEnded);
        socket.exceptionHandler(failure -> LOG.debugf("connection ended by its client: %s", failure.getMessage()));
        socket.closeHandler(end -> closed.run());
    }

    private void received(Buffer buffer) {
        if (preview) {
            LOG.infof("received %d bytes: %s", buffer.length(), Preview.of(buffer));
        }
        socket.write(echo.answer(buffer));
        if (socket.writeQueueFull()) {
            channel.read(false);
        }
    }

    /** Closing waits for the write queue, which by now holds the answers to everything that was read. */
    private void inputEnded() {
        socket.end();
    }
}
