package dev.udsecho.process;

import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Ends the process in time, even if the shutdown is stuck. The deadline is the drain timeout, {@link #HAND_OVER} and
 * {@link #MARGIN} after the first signal; a second signal ends the process at once. The watchdog removes the published
 * name, if this process still owns it, and halts the JVM. Its threads are started with the process. They need no class
 * that is not loaded yet, no lock of the service and no descriptor.
 */
public final class ShutdownWatchdog {
    /** The time for the hand-over to a standby, in addition to the drain timeout. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    /** The time for all other steps; the removal of the name comes after it. */
    private static final Duration MARGIN = Duration.ofMillis(1300);

    /** The time for the removal of the name: unlink(2) may block on a dead file system. */
    private static final Duration REMOVAL = Duration.ofMillis(400);

    /** The time for standard error to take the message that the name is left. */
    private static final Duration MESSAGE = Duration.ofMillis(200);

    /** The exit statuses are read here, since their class may not be loadable later. */
    private static final int OK = ExitStatus.OK.number();

    private static final int SOFTWARE = ExitStatus.SOFTWARE.number();

    private static final byte[] NAME_LEFT =
            ("udsecho: the shutdown took too long and was cut off, and its socket file could"
                            + " not be removed; the next start replaces it\n")
                    .getBytes();

    private static final ShutdownWatchdog INSTANCE = new ShutdownWatchdog();

    private final AtomicBoolean isSignalled = new AtomicBoolean();

    /**
     * The first signal, for the shutdown thread. Each thread has a latch of its own: threads that wait for the same
     * latch wake each other.
     */
    private final CountDownLatch shutdownBegun = new CountDownLatch(1);

    private final CountDownLatch firstSignal = new CountDownLatch(1);
    private final CountDownLatch secondSignal = new CountDownLatch(1);
    private final CountDownLatch deadlinePassed = new CountDownLatch(1);
    private final CountDownLatch removed = new CountDownLatch(1);
    private volatile BooleanSupplier removal = () -> true;
    private volatile long drainNanos;

    private ShutdownWatchdog() {}

    /**
     * Starts the threads, and handles the termination signals.
     *
     * @param shutdown shuts the service down in order; runs at the first signal, on a thread of its own
     */
    static void start(Runnable shutdown) {
        INSTANCE.startThreads(shutdown);
        TerminationSignals.handle(INSTANCE::onSignal);
    }

    /**
     * Sets what to remove at the deadline. Must be called before the name is published.
     *
     * @param drainTimeout of the service
     * @param removal removes the published name if this process owns it, and returns whether the name is removed; must
     *     not wait for a lock
     */
    public static void guard(Duration drainTimeout, BooleanSupplier removal) {
        INSTANCE.removal = removal;
        INSTANCE.drainNanos = drainTimeout.toNanos();
    }

    /** Returns the maximum time from the first signal to the end of the process. */
    public static Duration maxDuration(Duration drainTimeout) {
        return drainTimeout.plus(HAND_OVER).plus(MARGIN).plus(REMOVAL).plus(MESSAGE);
    }

    private void startThreads(Runnable shutdown) {
        start("shutdown", () -> {
            shutdownBegun.await();
            shutdown.run();
        });
        start("shutdown-watchdog", this::watch);
        start("name-removal", this::remove);
    }

    /**
     * Handles a signal. The JVM runs each signal on its own thread, so two may arrive at once. The second one halts the
     * JVM after twice {@link #REMOVAL} at the latest.
     */
    private void onSignal() {
        if (isSignalled.compareAndSet(false, true)) {
            firstSignal.countDown();
            shutdownBegun.countDown();
            return;
        }
        secondSignal.countDown();
        LockSupport.parkNanos(2 * REMOVAL.toNanos());
        Runtime.getRuntime().halt(OK);
    }

    /**
     * Waits for the deadline or a second signal, and halts the JVM. A start that is still running may set the drain
     * timeout after the first signal, so it is read last.
     */
    private void watch() throws InterruptedException {
        firstSignal.await();
        boolean isForced = secondSignal.await(HAND_OVER.plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS)
                || secondSignal.await(drainNanos, TimeUnit.NANOSECONDS);
        deadlinePassed.countDown();
        boolean isRemoved = removed.await(REMOVAL.toNanos(), TimeUnit.NANOSECONDS);
        if (!isRemoved) {
            System.err.write(NAME_LEFT, 0, NAME_LEFT.length);
            removed.await(MESSAGE.toNanos(), TimeUnit.NANOSECONDS);
        }
        Runtime.getRuntime().halt(isRemoved || isForced ? OK : SOFTWARE);
    }

    private void remove() throws InterruptedException {
        deadlinePassed.await();
        if (removal.getAsBoolean()) {
            removed.countDown();
        }
    }

    private static void start(String name, Task task) {
        DaemonThreads.start(name, () -> run(task));
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The task of one of the threads. */
    private interface Task {
        void run() throws InterruptedException;
    }
}
