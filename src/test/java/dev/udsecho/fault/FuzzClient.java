package dev.udsecho.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client that lives one random life after the other. What it does in a life depends on the seed and on the numbers of the
 * client and the life alone; a pause of the machine only changes how many lives there are.
 */
final class FuzzClient {
    private final long seed;
    private final int number;
    private final byte[] table;
    private final Duration patience;
    private long lives;

    /**
     * A client of a seed.
     *
     * @param number which of the seed's clients it is
     * @param table what all of them send, out of {@link Payload#table}
     * @param patience how long a life may take
     */
    FuzzClient(long seed, int number, byte[] table, Duration patience) {
        this.seed = seed;
        this.number = number;
        this.table = table;
        this.patience = patience;
    }

    /**
     * Goes on with its lives until {@link System#nanoTime} says so, in threads of these, and returns what there was to them.
     *
     * @throws AssertionError if a life was not answered as it should be, with all that is needed to repeat it
     */
    Tally liveUntil(long end, Path socket, ExecutorService threads) throws InterruptedException {
        Tally tally = Tally.NONE;
        while (System.nanoTime() - end < 0) {
            tally = tally.plus(live(lives++, socket, threads));
        }
        return tally;
    }

    private Tally live(long life, Path socket, ExecutorService threads) throws InterruptedException {
        SplittableRandom random = random(life);
        LifePlan plan = LifePlan.draw(random);
        RandomLife connection = new RandomLife(plan, Payload.draw(table, random));
        Future<Long> end = threads.submit(() -> connection.live(socket, threads));
        try {
            return new Tally(1, end.get(patience.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw failure(life, plan, connection, e.getCause());
        } catch (TimeoutException e) {
            throw failure(life, plan, connection, new IOException("no end after " + patience, e));
        } finally {
            end.cancel(true);
        }
    }

    /** Where all of a life's decisions come from. */
    SplittableRandom random(long life) {
        return new SplittableRandom(new SplittableRandom(seed * FuzzClients.CLIENTS + number).nextLong() + life);
    }

    private AssertionError failure(long life, LifePlan plan, RandomLife connection, Throwable cause) {
        String message = "-Dfuzz.seed=%d, client %d, life %d, offset %d of %d: %s; %s"
                .formatted(seed, number, life, connection.received(), plan.sends(), cause.getMessage(), plan);
        return new AssertionError(message, cause);
    }
}
