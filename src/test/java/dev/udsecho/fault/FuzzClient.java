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
 * A client that runs one random life after another. A life depends only on the seed and on the numbers of the client
 * and the life; a pause of the machine only changes the number of lives.
 */
final class FuzzClient {
    private final long seed;
    private final int number;
    private final byte[] table;
    private final Duration lifeTimeout;
    private long lives;

    /**
     * Creates a client of a seed.
     *
     * @param number the number of the client within the seed
     * @param table the bytes that all clients send, from {@link Payload#table}
     * @param lifeTimeout the maximum time of a life
     */
    FuzzClient(long seed, int number, byte[] table, Duration lifeTimeout) {
        this.seed = seed;
        this.number = number;
        this.table = table;
        this.lifeTimeout = lifeTimeout;
    }

    /**
     * Runs lives on threads of the executor until {@link System#nanoTime} reaches the limit, and returns their totals.
     *
     * @throws AssertionError if a life was not answered correctly, with all that is needed to repeat it
     */
    Tally runUntil(long end, Path socket, ExecutorService threads) throws InterruptedException {
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
        Future<Long> end = threads.submit(() -> connection.run(socket, threads));
        try {
            return new Tally(1, end.get(lifeTimeout.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw failure(life, plan, connection, e.getCause());
        } catch (TimeoutException e) {
            throw failure(life, plan, connection, new IOException("no end after " + lifeTimeout, e));
        } finally {
            end.cancel(true);
        }
    }

    /** Returns the random source of all decisions of a life. */
    SplittableRandom random(long life) {
        return new SplittableRandom(new SplittableRandom(seed * FuzzClients.CLIENTS + number).nextLong() + life);
    }

    private AssertionError failure(long life, LifePlan plan, RandomLife connection, Throwable cause) {
        String message = "-Dfuzz.seed=%d, client %d, life %d, offset %d of %d: %s; %s"
                .formatted(seed, number, life, connection.received(), plan.sends(), cause.getMessage(), plan);
        return new AssertionError(message, cause);
    }
}
