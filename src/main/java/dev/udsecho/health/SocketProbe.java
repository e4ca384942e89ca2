package dev.udsecho.health;

import dev.udsecho.client.EchoClient;
import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.SocketPath;
import dev.udsecho.server.PublishedPath;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client would meet right now: a fresh connection through the published path, a line written, the same bytes read
 * back, all within {@link #TIMEOUT}. The line says what it is, for whoever previews the traffic.
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
     * Makes one round trip.
     *
     * @return how long it took, connect to last byte
     * @throws IOException if it did not work in time, with the cause in its message
     */
    Duration roundTrip() throws IOException {
        String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
        byte[] line = ("udsecho readiness " + mark + "\n").getBytes(StandardCharsets.US_ASCII);
        return published.callOurselves(() -> EchoClient.roundTrip(path, line, TIMEOUT));
    }
}
