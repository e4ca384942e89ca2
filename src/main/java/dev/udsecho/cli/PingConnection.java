package dev.udsecho.cli;

import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes the round trips of {@code ping}: each on a connection of its own, or all on one until a round trip fails. */
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
     * Returns how long a round trip took, without the connect if the connection is kept.
     *
     * @throws EchoException with the cause, if not the same bytes came back within the timeout
     */
    Duration roundTrip(byte[] payload) throws IOException {
        if (!keep) {
            return EchoClient.roundTrip(path, payload, timeout);
        }
        try {
            return onKept(payload);
        } catch (EchoException e) {
            disconnect();
            throw e;
        }
    }

    private Duration onKept(byte[] payload) throws IOException {
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
