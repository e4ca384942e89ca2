package dev.udsecho.server;

import dev.udsecho.client.Durations;
import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One client's connection: every byte read is answered, in order, once. Reading stops while the kernel has no room for an
 * answer, so no more than one read waits here ({@link Intake}). The connection ends after the client has shut down its
 * writing side and everything read was answered and flushed. For its event loop only.
 */
final class EchoConnection {
    private static final Logger LOG = Logger.getLogger(EchoConnection.class);
    private static final CalmLog CLOSED = new CalmLog(LOG, Logger.Level.WARN, 1);
    private static final int PREVIEWS_PER_SECOND = 100;
    private static final int PREVIEWS_PER_SECOND_IN_ALL = 2000;

    private final NativeSocket socket;
    private Backpressure flow;
    private final Echo echo;
    private final Optional<CalmLog> preview;
    private final EchoConfig config;

    /** Bytes that came, and bytes that were answered; the difference between answered and taken waits in the channel. */
    private long received;

    private long answered;

    /** Bytes that had moved either way at the last look, and when, in nanoseconds of the looker's clock, they moved last. */
    private long moved = -1;

    private long movedAt;

    /**
     * Takes over a socket, on its event loop, before anything was read from it.
     *
     * @param preview where each read is shown, if at all
     */
    EchoConnection(NativeSocket socket, Echo echo, Optional<CalmLog> preview, EchoConfig config) {
        this.socket = socket;
        this.echo = echo;
        this.preview = preview.map(log -> log.share(PREVIEWS_PER_SECOND));
        this.config = config;
    }

    /** A log for the previews of all connections: clients that send a byte at a time can't fill the disk with it. */
    static CalmLog previewLog() {
        return new CalmLog(LOG, Logger.Level.INFO, PREVIEWS_PER_SECOND_IN_ALL);
    }

    /** Serves the client until either side closes, with the buffers of the event loop. */
    void serve(ReadBuffers buffers, Runnable closed) {
        flow = socket.serve(buffers, this::answer, closed);
    }

    private Buffer answer(Buffer buffer) {
        preview.ifPresent(log -> log.say(() -> "received " + buffer.length() + " bytes: " + Preview.of(buffer)));
        received += buffer.length();
        Buffer answer = echo.answer(buffer);
        answered += answer.length();
        return answer;
    }

    /**
     * Looks whether bytes moved since the last look, and closes a connection that has been quiet for too long.
     *
     * @param now in nanoseconds
     */
    void look(long now) {
        flow.writeMore();
        long waiting = flow.unwritten();
        if (received + answered - waiting != moved) {
            moved = received + answered - waiting;
            movedAt = now;
            return;
        }
        Duration quiet = Duration.ofNanos(now - movedAt);
        if (waiting > 0 && isOver(config.stallTimeout(), quiet)) {
            CLOSED.say(() -> "Closed a connection whose peer took none of " + waiting + " bytes for "
                    + Durations.print(config.stallTimeout()) + " (echo.stall-timeout)");
            socket.abort();
        } else if (isOver(config.idleTimeout(), quiet)) {
            CLOSED.say(() -> "Closed a connection on which nothing moved for " + Durations.print(config.idleTimeout())
                    + " (echo.idle-timeout)");
            socket.abort();
        }
    }

    private static boolean isOver(Duration timeout, Duration quiet) {
        return !timeout.isZero() && quiet.compareTo(timeout) >= 0;
    }

    /** Lets nothing more come, answers what came, and ends. */
    void finish() {
        flow.shutdownInput();
    }

    /** Closes at once. */
    void abort() {
        socket.abort();
    }
}
