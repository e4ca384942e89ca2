package dev.udsecho.client;

import dev.udsecho.client.Exchange.Completion;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The first round trip with an unknown server. It sends a random line. If nothing comes back, it sends the end of an
 * HTTP request, for servers of HTTP. If still nothing comes back, it half-closes, for servers that read to the end of
 * the input. All steps use the same connection, because some servers serve one at a time.
 */
final class FirstRoundTrip {
    /** The line that is sent. HTTP servers do not know the method and answer with an HTTP error. */
    private static final String LINE = "%s /udsecho-check HTTP/1.1\r\n";

    private static final String REQUEST_END = "\r\n";
    private static final int RANDOM_BYTES = 16;

    /**
     * The parts of the timeout: one quarter for the line, one for the end of a request, the rest for the half-close.
     */
    private static final int QUARTERS = 4;

    /**
     * The causes that are accepted after the half-close. A plain close is not: the half-close itself may have caused
     * it.
     */
    private static final Set<Cause> HALF_CLOSE_CAUSES = EnumSet.of(Cause.NOT_ECHO, Cause.ALTERED, Cause.MUTE);

    /** The number of repeated round trips, after classes are loaded, that measure the duration. */
    private static final int REPETITIONS = 5;

    /** The time limit for all repetitions. A server that answers one line per connection answers none of them. */
    private static final Duration REPETITIONS_LIMIT = Duration.ofMillis(100);

    private final EchoClient client;
    private final Exchange exchange;
    private final Deadline deadline;

    FirstRoundTrip(EchoClient client, Deadline deadline) {
        this.client = client;
        this.exchange = client.exchange();
        this.deadline = deadline;
    }

    /**
     * Performs the round trip.
     *
     * @return the duration without the connect; the shortest one where it could be repeated
     * @throws EchoException with the cause, if the same bytes did not come back in time
     */
    Duration run() throws IOException {
        long start = System.nanoTime();
        try {
            send(line(), Completion.STAY_OPEN, deadline.part(1, QUARTERS));
        } catch (EchoException e) {
            return retryIfMute(e, start);
        }
        return shortest(elapsedSince(start));
    }

    private Duration retryIfMute(EchoException first, long start) throws IOException {
        if (first.reason() != Cause.MUTE) {
            throw first;
        }
        try {
            send(REQUEST_END, Completion.STAY_OPEN, deadline.part(2, QUARTERS));
        } catch (EchoException second) {
            if (second.reason() != Cause.MUTE) {
                throw second;
            }
            halfClose(second);
        }
        return elapsedSince(start);
    }

    private void halfClose(EchoException before) throws IOException {
        try {
            send("", Completion.HALF_CLOSE_UNTIL_ECHOED, deadline);
        } catch (EchoException last) {
            throw HALF_CLOSE_CAUSES.contains(last.reason()) ? last : before;
        }
    }

    private void send(String text, Completion completion, Deadline limit) throws IOException {
        exchange.run(
                ByteSource.of(text.getBytes(StandardCharsets.US_ASCII)),
                OutputStream.nullOutputStream(),
                completion,
                Exchange.Check.EVERY_BYTE,
                limit);
    }

    private Duration shortest(Duration first) throws IOException {
        Duration shortest = first;
        Deadline repetitions = deadline.earlierOf(REPETITIONS_LIMIT);
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                long start = System.nanoTime();
                client.roundTrip(line().getBytes(StandardCharsets.US_ASCII), repetitions);
                Duration time = elapsedSince(start);
                shortest = time.compareTo(shortest) < 0 ? time : shortest;
            }
        } catch (EchoException noFurtherAnswer) {
            return shortest;
        }
        return shortest;
    }

    private static String line() {
        byte[] random = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        return LINE.formatted(HexFormat.of().formatHex(random));
    }

    private static Duration elapsedSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
