package dev.udsecho.process;

import dev.udsecho.text.ExitStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Ends the process in time, whatever is stuck: {@link #HAND_OVER} and {@link #MARGIN} after the drain timeout that began with
 * the first signal, or at once with the second. It removes the published name, if that is still ours, and halts the JVM. Its
 * threads wait from the start on, and need no class that is not loaded, no lock of the service and no descriptor.
 */
public final class ShutdownWatchdog {
    /** What the hand-over to a standby may take, in addition to the drain timeout. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    /** What everything else may take; the removal of the name comes after it. */
    private static final Duration MARGIN = Duration.ofMillis(1300);

    /** What the removal of the name may take: unlink(2) may hang on a dead file system. */
    private static final Duration REMOVAL = Duration.ofMillis(400);

    /** What standard error may take for the sentence that the name is left. */
    private static final Duration SENTENCE = Duration.ofMillis(200);

    /** Read here, as a class that is not loaded yet may never be. */
    private static final int OK = ExitStatus.OK.number();

    private static final int SOFTWARE = ExitStatus.SOFTWARE.number();

    private static final byte[] NAME_LEFT =
            ("udsecho: the shutdown took too long and was cut off, and its socket file could"
                            + " not be removed; the next start replaces it\n")
                    .getBytes();

    private static final ShutdownWatchdog PROCESS = new ShutdownWatchdog();

    private final AtomicBoolean isSignalled = new AtomicBoolean();

    /** One latch for each thread: threads that wait for the same latch are woken by each other. */
    private final CountDownLatch shutdownBegun = new CountDownLatch(1);

    private final CountDownLatch firstSignal = new CountDownLatch(1);
    private final CountDownLatch secondSignal = new CountDownLatch(1);
    private final CountDownLatch cutOff = new CountDownLatch(1);
    private final CountDownLatch removed = new CountDownLatch(1);
    private volatile BooleanSupplier removal = () -> true;
    private volatile long drainNanos;

    private ShutdownWatchdog() {}

    /**
     * Starts to watch for signals.
     *
     * @param shutdown ends the service in order; runs at the first signal, on a thread of its own
     */
    static void start(Runnable shutdown) {
        PROCESS.startThreads(shutdown);
        TerminationSignals.handle(PROCESS::signalled);
    }

    /**
     * Tells what to remove, before it is published.
     *
     * @param drainTimeout of the service
     * @param removal removes the published name if it is ours, and returns whether it is gone; must not wait for a lock
     */
    public static void guard(Duration drainTimeout, BooleanSupplier removal) {
        PROCESS.removal = removal;
        PROCESS.drainNanos = drainTimeout.toNanos();
    }

    private void startThreads(Runnable shutdown) {
        start("shutdown", () -> {
            shutdownBegun.await();
            shutdown.run();
        });
        start("shutdown-watchdog", this::watch);
        start("name-removal", this::remove);
    }

    /** Each signal has a thread of its own, so two may come here at once. */
    private void signalled() {
        if (isSignalled.compareAndSet(false, true)) {
            firstSignal.countDown();
            shutdownBegun.countDown();
            return;
        }
        secondSignal.countDown();
        LockSupport.parkNanos(2 * REMOVAL.toNanos());
        Runtime.getRuntime().halt(OK);
    }

    /** A start that the signal met may set the drain timeout later, so it is read last. */
    private void watch() throws InterruptedException {
        firstSignal.await();
        boolean impatient = secondSignal.await(HAND_OVER.plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS)
                || secondSignal.await(drainNanos, TimeUnit.NANOSECONDS);
        cutOff.countDown();
        boolean gone = removed.await(REMOVAL.toNanos(), TimeUnit.NANOSECONDS);
        if (!gone) {
            System.err.write(NAME_LEFT, 0, NAME_LEFT.length);
            removed.await(SENTENCE.toNanos(), TimeUnit.NANOSECONDS);
        }
        Runtime.getRuntime().halt(gone || impatient ? OK : SOFTWARE);
    }

    private void remove() throws InterruptedException {
        cutOff.await();
        if (removal.getAsBoolean()) {
            removed.countDown();
        }
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one of the threads does. */
    private interface Work {
        void run() throws InterruptedException;
    }
}
