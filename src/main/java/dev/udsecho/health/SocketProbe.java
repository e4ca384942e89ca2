package dev.udsecho.health;

import dev.udsecho.client.EchoClient;
import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.SocketPath;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.connection.ReadinessLine;
import dev.udsecho.time.Deadline;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/**
 * Makes the round trip of a client: it connects through the published path, writes a {@link ReadinessLine} and reads
 * the same bytes back, all within {@link #TIMEOUT}.
 */
@Singleton
class SocketProbe {
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SocketPath path;
    private final PublishedPath published;

    SocketProbe(EchoConfig config, PublishedPath published) {
        this.path = config.socket().path();
        this.published = published;
    }

    /**
     * Makes one round trip. Blocks for {@link #TIMEOUT}, and 1.2 seconds if the file system does not answer.
     *
     * @return the time from the connect to the last byte
     * @throws IOException if the round trip failed or was not finished in time; the message has the cause
     */
    Duration roundTrip() throws IOException {
        byte[] line = ReadinessLine.next();
        return published.connectToSelf(() -> EchoClient.roundTrip(path, line, Deadline.in(TIMEOUT)));
    }
}
