package dev.udsecho.bench.load;

import dev.udsecho.text.EnumNames;
import java.time.Duration;
import java.util.Optional;

/**
 * The parameters of a load test.
 *
 * @param mode what an operation is
 * @param connections the number of concurrent connections
 * @param threads the number of event loops that share them
 * @param size bytes per operation
 * @param rate operations per second in all, evenly spaced; if empty, each starts when the one before is done
 * @param duration the measured time
 * @param warmUp the time under load before the measurement
 * @param timeout for each connect, and for a response; zero means no limit
 * @param verify whether every byte is compared
 */
public record Load(
        Mode mode,
        int connections,
        int threads,
        int size,
        Optional<Long> rate,
        Duration duration,
        Duration warmUp,
        Duration timeout,
        boolean verify) {
    /** The kind of a load's operations. */
    public enum Mode {
        /** A message of the load's size, and the same bytes back, on a connection that stays open. */
        PINGPONG,
        /** A part of the load's size of a stream that is written as fast as the server accepts it. */
        STREAM,
        /** A connect, a message and the same bytes back, and a close. */
        CONNECT;

        /**
         * Parses the name on the command line.
         *
         * @throws IllegalArgumentException for any other text
         */
        public static Mode of(String text) {
            return EnumNames.parse(Mode.class, text, "pingpong, stream or connect");
        }

        /** Returns the name on the command line. */
        @Override
        public String toString() {
            return EnumNames.of(this);
        }
    }

    /** Returns a description for a heading. */
    public String description() {
        return mode + ", " + counted(connections, "connection") + ", " + counted(size, "byte") + ", "
                + counted(threads, "thread")
                + (rate.isPresent() ? ", " + rate.orElseThrow() + " operations/s asked for" : "")
                + (verify ? ", every byte compared" : "");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Returns the number of connections of a thread, counted from 0. */
    int connectionsOf(int thread) {
        return connections / threads + (thread < connections % threads ? 1 : 0);
    }
}
