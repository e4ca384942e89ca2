package dev.udsecho.client;

import dev.udsecho.client.Exchange.Ending;
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
 * A round trip with a server that nothing is known of yet. It sends a random line; if nothing comes, what ends a
 * request, for servers of HTTP; if nothing comes still, the end of the input, for servers that read that far. All on
 * one connection, as some serve one at a time.
 */
final class FirstRoundTrip {
    /** Servers of HTTP know no such method, and refuse it in HTTP. */
    private static final String LINE = "%s /udsecho-check HTTP/1.1\r\n";

    private static final String END_OF_A_REQUEST = "\r\n";
    private static final int RANDOM_BYTES = 16;

    /**
     * The time is for these: a quarter for the line, one for the end of a request, the rest for the end of the input.
     */
    private static final int QUARTERS = 4;

    /** What only the end of the input may bring out; that a server then just closes, it was made to do. */
    private static final Set<Cause> TOLD_BY_THE_END = EnumSet.of(Cause.NOT_ECHO, Cause.ALTERED, Cause.MUTE);

    /** Once the classes are loaded, this many times more, to tell how long it takes. */
    private static final int REPETITIONS = 5;

    /** For all repetitions: a server of one line a connection does not answer any. */
    private static final Duration REPETITION_TIME = Duration.ofMillis(100);

    private final EchoClient client;
    private final Exchange exchange;
    private final Deadline deadline;

    FirstRoundTrip(EchoClient client, Deadline deadline) {
        this.client = client;
        this.exchange = client.exchange();
        this.deadline = deadline;
    }

    /**
     * Makes it.
     *
     * @return how long it took without the connect; the shortest time where it could be repeated
     * @throws EchoException with the cause, if not the same bytes came back in time
     */
    Duration run() throws IOException {
        long start = System.nanoTime();
        try {
            send(line(), Ending.STAY_OPEN, deadline.part(1, QUARTERS));
        } catch (EchoException e) {
            return ifMute(e, start);
        }
        return shortest(since(start));
    }

    private Duration ifMute(EchoException first, long start) throws IOException {
        if (first.reason() != Cause.MUTE) {
            throw first;
        }
        try {
            send(END_OF_A_REQUEST, Ending.STAY_OPEN, deadline.part(2, QUARTERS));
        } catch (EchoException second) {
            if (second.reason() != Cause.MUTE) {
                throw second;
            }
            sendTheEnd(second);
        }
        return since(start);
    }

    private void sendTheEnd(EchoException before) throws IOException {
        try {
            send("", Ending.HALF_CLOSE_UNTIL_ALL_IS_BACK, deadline);
        } catch (EchoException last) {
            throw TOLD_BY_THE_END.contains(last.reason()) ? last : before;
        }
    }

    private void send(String text, Ending ending, Deadline until) throws IOException {
        exchange.run(
                ByteSource.of(text.getBytes(StandardCharsets.US_ASCII)),
                OutputStream.nullOutputStream(),
                ending,
                Exchange.Check.EVERY_BYTE,
                until);
    }

    private Duration shortest(Duration first) throws IOException {
        Duration shortest = first;
        Deadline repetitions = deadline.earlierOf(REPETITION_TIME);
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                long start = System.nanoTime();
                client.roundTrip(line().getBytes(StandardCharsets.US_ASCII), repetitions);
                Duration time = since(start);
                shortest = time.compareTo(shortest) < 0 ? time : shortest;
            }
        } catch (EchoException answersOnce) {
            return shortest;
        }
        return shortest;
    }

    private static String line() {
        byte[] random = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        return LINE.formatted(HexFormat.of().formatHex(random));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
