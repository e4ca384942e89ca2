package dev.udsecho.cli;

import dev.udsecho.client.Answer;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Performs the round trips of {@code ping}: each on its own connection, or all on one until a round trip fails. */
final class PingConnection implements PingExchange.Target {
    private final SocketPath path;
    private final int size;
    private final boolean keep;
    private Optional<EchoClient> kept = Optional.empty();

    PingConnection(SocketPath path, int size, boolean keep) {
        this.path = path;
        this.size = size;
        this.keep = keep;
    }

    /**
     * Performs a round trip. Its duration is without the connect if the connection is kept.
     *
     * @throws EchoException with the cause, if the same bytes did not come back by the deadline
     */
    @Override
    public Answer ping(Deadline deadline) throws IOException {
        byte[] payload = new byte[size];
        ThreadLocalRandom.current().nextBytes(payload);
        return Answer.of(size + " bytes", roundTrip(payload, deadline));
    }

    private Duration roundTrip(byte[] payload, Deadline deadline) throws IOException {
        if (!keep) {
            return EchoClient.roundTrip(path, payload, deadline);
        }
        try {
            return onKeptConnection(payload, deadline);
        } catch (EchoException e) {
            disconnect();
            throw e;
        }
    }

    private Duration onKeptConnection(byte[] payload, Deadline deadline) throws IOException {
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
