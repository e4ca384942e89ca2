package dev.udsecho.server.connection;

import dev.udsecho.echo.Echo;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.PeerIds;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.server.netty.ConnectionEvents;
import dev.udsecho.server.netty.FlowControl;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.QuietInputs;
import dev.udsecho.server.netty.ReadBuffers;
import dev.udsecho.time.Ticker;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The connection of one client. Each byte that is read is answered once, in order. Reading stops while the kernel has
 * no room for an answer, so at most one read waits here ({@link AdaptiveReadSize}). The connection ends after the
 * client has shut down its writing side and everything read was answered and flushed. For its event loop only.
 */
public final class EchoConnection implements ConnectionEvents {
    private static final Logger LOG = Logger.getLogger(EchoConnection.class);
    private static final int PREVIEWS_PER_SECOND = 100;

    private final NativeSocket socket;
    private final Echo echo;
    private final RateLimitedLog failures;
    private final Optional<RateLimitedLog> preview;
    private final ConnectionCounters counts;
    private final IdleTimeouts timeouts;
    private final Ticker ticker;
    private final long acceptedAt;

    /** The SO_SNDBUF of the socket in bytes, or 0 for the system's default. */
    private int sendBuffer;

    private Optional<PeerIds> peer = Optional.empty();
    private FlowControl flow;
    private Runnable onClosed;
    private CloseReason closeReason = CloseReason.CLIENT;

    /**
     * The numbers of bytes that were received, that were answered, and that the kernel took. Answered bytes that the
     * kernel has not taken wait.
     */
    private long received;

    private long answered;
    private long sent;

    /** The number of received bytes whose answer failed. */
    private long unanswered;

    /**
     * Takes over a socket, on its event loop, before anything was read from it.
     *
     * @param logs the logs of all connections
     * @param timeouts the timeouts of the connection
     * @param counts the counters that the connection updates
     * @param ticker the clock for its age
     */
    EchoConnection(
            NativeSocket socket,
            Echo echo,
            ConnectionLogs logs,
            IdleTimeouts timeouts,
            ConnectionCounters counts,
            Ticker ticker) {
        this.socket = socket;
        this.echo = echo;
        this.failures = logs.failures();
        this.preview = logs.previews().map(log -> log.share(PREVIEWS_PER_SECOND));
        this.counts = counts;
        this.timeouts = timeouts;
        this.ticker = ticker;
        this.acceptedAt = ticker.nanos();
        if (LOG.isDebugEnabled()) {
            peer = socket.knownPeer();
        }
    }

    /** Limits the bytes that the kernel holds for the client, by an SO_SNDBUF in bytes. */
    void limitSendBuffer(int buffer) {
        sendBuffer = buffer;
        socket.limitSendBuffer(buffer);
    }

    /** Returns that SO_SNDBUF, or 0 for the system's default. */
    int sendBuffer() {
        return sendBuffer;
    }

    /** Serves the client until either side closes, with the buffers and the quiet inputs of the event loop. */
    public void serve(ReadBuffers buffers, QuietInputs quietInputs, Runnable closed) {
        onClosed = closed;
        flow = socket.serve(buffers, quietInputs, failures, this);
    }

    @Override
    public Buffer answer(Buffer buffer) {
        preview.ifPresent(log -> PayloadPreview.log(buffer, log));
        int length = buffer.length();
        received += length;
        counts.addReceived(length);
        unanswered += length;
        Buffer answer = echo.answer(buffer);
        unanswered -= length;
        answered += answer.length();
        return answer;
    }

    @Override
    public void sent(long bytes) {
        sent += bytes;
        counts.addSent(bytes);
    }

    @Override
    public void failed() {
        closeReason = CloseReason.ERROR;
    }

    @Override
    public void closed() {
        long dropped = waiting() + unanswered;
        counts.addClosed(closeReason, dropped);
        if (LOG.isDebugEnabled()) {
            logClosed(dropped);
        }
        onClosed.run();
    }

    private void logClosed(long dropped) {
        LogEvent line = new LogEvent("closed", "Closed a connection");
        peer.ifPresent(ids -> line.with("uid", ids.uid()).with("gid", ids.gid()).with("pid", ids.pid()));
        line.with("received", received)
                .with("sent", sent)
                .with("dropped", dropped)
                .with("millis", age().toMillis())
                .with("cause", closeReason)
                .log(LOG, Logger.Level.DEBUG);
    }

    private long waiting() {
        return answered - sent;
    }

    private Duration age() {
        return Duration.ofNanos(ticker.nanos() - acceptedAt);
    }

    /** Returns whether this connection updates the given counters. */
    boolean isCountedIn(ConnectionCounters others) {
        return counts == others;
    }

    /** Returns the number of bytes in both directions. */
    public long traffic() {
        return received + sent;
    }

    /** Returns a snapshot of this connection. The first call asks the kernel for the peer. */
    public ConnectionSnapshot snapshot() {
        if (peer.isEmpty()) {
            peer = socket.knownPeer();
        }
        return new ConnectionSnapshot(peer, age(), received, sent, waiting());
    }

    /**
     * Writes the bytes that the kernel has room for, and closes the connection after a timeout.
     *
     * @param now the current time in nanoseconds
     */
    public void tick(long now) {
        flow.writeMore();
        timeouts.check(received + sent, waiting(), now).ifPresent(this::abort);
    }

    /** Stops receiving, answers the received bytes, and ends the connection. */
    public void finish() {
        closeReason = CloseReason.DRAIN;
        flow.shutdownInput();
    }

    /** Closes the connection at once. */
    public void abort(CloseReason cause) {
        closeReason = cause;
        socket.abort();
    }
}
