package dev.udsecho.server;

import dev.udsecho.echo.Echo;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.PeerIds;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.server.netty.ConnectionEvents;
import dev.udsecho.server.netty.FlowControl;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.ReadBuffers;
import dev.udsecho.time.Ticker;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One client's connection: every byte read is answered, in order, once. Reading stops while the kernel has no room for an
 * answer, so no more than one read waits here ({@link AdaptiveReadSize}). The connection ends after the client has shut down its
 * writing side and everything read was answered and flushed. For its event loop only.
 */
final class EchoConnection implements ConnectionEvents {
    private static final Logger LOG = Logger.getLogger(EchoConnection.class);
    private static final int PREVIEWS_PER_SECOND = 100;
    private static final int PREVIEWS_PER_SECOND_IN_ALL = 2000;

    private final NativeSocket socket;
    private final Echo echo;
    private final Optional<RateLimitedLog> preview;
    private final ConnectionCounters counts;
    private final IdleTimeouts patience;
    private final Ticker ticker;
    private final long acceptedAt;

    /** The SO_SNDBUF that it was given, or 0 for the system's. */
    private int sendBuffer;

    private Optional<PeerIds> peer = Optional.empty();
    private FlowControl flow;
    private Runnable onClosed;
    private CloseReason ending = CloseReason.CLIENT;

    /** Bytes that came, that were answered, and that the kernel took; what was answered and not taken waits. */
    private long received;

    private long receivedAtLook;
    private long answered;
    private long sent;

    /** Bytes that came and whose answer failed. */
    private long unanswered;

    /**
     * Takes over a socket, on its event loop, before anything was read from it.
     *
     * @param preview where each read is shown, if at all
     * @param patience how long it may be quiet
     * @param counts what it adds to
     * @param ticker the clock of its age
     */
    EchoConnection(
            NativeSocket socket,
            Echo echo,
            Optional<RateLimitedLog> preview,
            IdleTimeouts patience,
            ConnectionCounters counts,
            Ticker ticker) {
        this.socket = socket;
        this.echo = echo;
        this.preview = preview.map(log -> log.share(PREVIEWS_PER_SECOND));
        this.counts = counts;
        this.patience = patience;
        this.ticker = ticker;
        this.acceptedAt = ticker.nanos();
        if (LOG.isDebugEnabled()) {
            peer = socket.knownPeer();
        }
    }

    /** A log for the previews of all connections: clients that send a byte at a time can't fill the disk with it. */
    static RateLimitedLog previewLog(Ticker ticker) {
        return new RateLimitedLog(LOG, Logger.Level.INFO, PREVIEWS_PER_SECOND_IN_ALL, ticker);
    }

    /** A log for the connections that were quiet for too long. */
    static RateLimitedLog quietLog(Ticker ticker) {
        return new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
    }

    /** Bounds what the kernel holds for the client, by an SO_SNDBUF in bytes. */
    void limitSendBuffer(int buffer) {
        sendBuffer = buffer;
        socket.limitSendBuffer(buffer);
    }

    /** Returns that bound, or 0 if it has none of its own. */
    int sendBuffer() {
        return sendBuffer;
    }

    /** Serves the client until either side closes, with the buffers of the event loop. */
    void serve(ReadBuffers buffers, RateLimitedLog failures, Runnable closed) {
        onClosed = closed;
        flow = socket.serve(buffers, failures, this);
    }

    @Override
    public Buffer answer(Buffer buffer) {
        preview.ifPresent(log -> log.log(() -> "received " + buffer.length() + " bytes: " + PayloadPreview.of(buffer)));
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
        ending = CloseReason.ERROR;
    }

    @Override
    public void closed() {
        long dropped = waiting() + unanswered;
        counts.addClosed(ending, dropped);
        if (LOG.isDebugEnabled()) {
            tell(dropped);
        }
        onClosed.run();
    }

    private void tell(long dropped) {
        LogEvent line = new LogEvent("closed", "Closed a connection");
        peer.ifPresent(who -> line.with("uid", who.uid()).with("gid", who.gid()).with("pid", who.pid()));
        line.with("received", received)
                .with("sent", sent)
                .with("dropped", dropped)
                .with("millis", age().toMillis())
                .with("cause", ending)
                .log(LOG, Logger.Level.DEBUG);
    }

    private long waiting() {
        return answered - sent;
    }

    private Duration age() {
        return Duration.ofNanos(ticker.nanos() - acceptedAt);
    }

    /** Whether it adds to these. */
    boolean isCountedIn(ConnectionCounters those) {
        return counts == those;
    }

    /** How many bytes went either way. */
    long traffic() {
        return received + sent;
    }

    /** It as it stands. Asks the kernel for the peer, the first time. */
    ConnectionSnapshot facts() {
        if (peer.isEmpty()) {
            peer = socket.knownPeer();
        }
        return new ConnectionSnapshot(peer, age(), received, sent, waiting());
    }

    /**
     * Writes what the kernel has room for, reads what waits behind an urgent byte, and closes a connection that has been quiet
     * for too long.
     *
     * @param now in nanoseconds
     */
    void look(long now) {
        flow.writeMore();
        if (received != receivedAtLook) {
            receivedAtLook = received;
            flow.reportInput();
        }
        patience.look(received + sent, waiting(), now).ifPresent(this::abort);
    }

    /** Lets nothing more come, answers what came, and ends. */
    void finish() {
        ending = CloseReason.DRAIN;
        flow.shutdownInput();
    }

    /** Closes at once. */
    void abort(CloseReason cause) {
        ending = cause;
        socket.abort();
    }
}
