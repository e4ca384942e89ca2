package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A round trip with a server that nothing is known of yet: it may wait for the end of a line, or of the input, or speak
 * another protocol.
 */
final class FirstRoundTrip {
    /** Random, and a line for servers that wait for one. Those of HTTP know no such method, and refuse it in HTTP. */
    private static final String FORM = "%s /udsecho-check HTTP/1.1\r\n\r\n";

    private static final int RANDOM_BYTES = 16;

    /** What only the end of the input may bring out; all else that the first attempt saw is more to the point. */
    private static final Set<Cause> TOLD_BY_THE_END = EnumSet.of(Cause.NOT_ECHO, Cause.ALTERED);

    private final SocketPath path;
    private final Deadline deadline;
    private final byte[] payload;

    FirstRoundTrip(SocketPath path, Deadline deadline) {
        this.path = path;
        this.deadline = deadline;
        byte[] random = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        this.payload = FORM.formatted(HexFormat.of().formatHex(random)).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes it.
     *
     * @return how long it took, without the connect
     * @throws EchoFailed with the cause, if not the same bytes came back in time
     */
    Duration on(EchoClient client) throws IOException {
        long start = System.nanoTime();
        try {
            client.roundTrip(payload, deadline.half());
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (EchoFailed e) {
            if (e.reason() != Cause.MUTE) {
                throw e;
            }
            return toTheEnd(e);
        }
    }

    /** Once more for a server that answers only when the client has shut its writing side down. */
    private Duration toTheEnd(EchoFailed first) throws IOException {
        long start = System.nanoTime();
        try (EchoClient client = EchoClient.connect(path, deadline)) {
            client.send(Source.of(payload), OutputStream.nullOutputStream(), Exchange.Check.EVERY_BYTE, deadline);
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (EchoFailed second) {
            throw TOLD_BY_THE_END.contains(second.reason()) ? second : first;
        }
    }
}
