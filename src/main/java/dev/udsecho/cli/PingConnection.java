package dev.udsecho.cli;

import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Performs the round trips of {@code ping}: each on its own connection, or all on one until a round trip fails. */
final class PingConnection {
    private final SocketPath path;
    private final Duration timeout;
    private final boolean keep;
    private Optional<EchoClient> kept = Optional.empty();

    PingConnection(SocketPath path, Duration timeout, boolean keep) {
        this.path = path;
        this.timeout = timeout;
        this.keep = keep;
    }

    /**
     * Performs a round trip and returns its duration, without the connect if the connection is kept.
     *
     * @throws EchoException with the cause, if the same bytes did not come back within the timeout
     */
    Duration roundTrip(byte[] payload) throws IOException {
        if (!keep) {
            return EchoClient.roundTrip(path, payload, Deadline.in(timeout));
        }
        try {
            return onKeptConnection(payload);
        } catch (EchoException e) {
            disconnect();
            throw e;
        }
    }

    private Duration onKeptConnection(byte[] payload) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        if (kept.isEmpty()) {
            kept = Optional.of(EchoClient.connect(path, deadline));
        }
        long start = System.nanoTime();
        kept.get().roundTrip(payload, deadline);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void disconnect() throws IOException {
        if (kept.isPresent()) {
            kept.get().close();
            kept = Optional.empty();
        }
    }
}
