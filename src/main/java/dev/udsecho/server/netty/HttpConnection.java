package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.time.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A connection of the HTTP port, as the limit counts it. It is reset if it completes no exchange within
 * {@link #TIMEOUT}, for any reason. Changed on the channel's event loop only.
 */
final class HttpConnection implements HttpConnectionLimit.Member {
    /** The time from the connect, or from the last answer, until the next answer has been taken. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Channel channel;
    private final RateLimitedLog log;
    private final Ticker ticker;
    private ScheduledFuture<?> timeoutCheck;
    private volatile boolean answering;
    private volatile long lastAnswerAt;

    /** Counts an accepted connection until it is closed. */
    HttpConnection(Channel channel, HttpConnectionLimit connections, RateLimitedLog log, Ticker ticker) {
        this.channel = channel;
        this.log = log;
        this.ticker = ticker;
        this.lastAnswerAt = ticker.nanos();
        connections.add(this);
        channel.closeFuture().addListener(closed -> connections.remove(this));
    }

    /** Starts the checks of the timeout. */
    void startTimeout() {
        scheduleCheck(TIMEOUT.toNanos());
    }

    /** Stops the checks of the timeout. */
    void stopTimeout() {
        timeoutCheck.cancel(false);
    }

    private void scheduleCheck(long nanos) {
        timeoutCheck = channel.eventLoop().schedule(this::checkProgress, nanos, TimeUnit.NANOSECONDS);
    }

    private void checkProgress() {
        long left = TIMEOUT.toNanos() - age();
        if (left > 0) {
            scheduleCheck(left);
        } else {
            log.log(() -> "Closed an HTTP connection: no exchange ended within " + TIMEOUT.toSeconds() + " s");
            abort();
        }
    }

    /** Counts a request as complete, so that its answer is awaited. */
    void onRequest() {
        answering = true;
    }

    /** Counts the answer as taken. */
    void onAnswerTaken() {
        lastAnswerAt = ticker.nanos();
        answering = false;
    }

    @Override
    public boolean isAnswering() {
        return answering;
    }

    @Override
    public long age() {
        return ticker.nanos() - lastAnswerAt;
    }

    /**
     * Closes the connection with a reset, so that the kernel holds no bytes for a peer that does not read (socket(7),
     * SO_LINGER).
     */
    @Override
    public void abort() {
        if (channel instanceof SocketChannel socket && socket.isOpen()) {
            socket.config().setSoLinger(0);
        }
        channel.close();
    }
}
