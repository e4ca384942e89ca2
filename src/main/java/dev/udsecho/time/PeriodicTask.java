package dev.udsecho.time;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action periodically on its own daemon thread, one run at a time. A Vert.x timer is not used: it belongs to an
 * event loop, and while a loop has any timer, each wait for a client makes the kernel set a timer too, which costs a
 * tenth of a round trip.
 */
final class PeriodicTask implements Ticker.Task {
    private static final System.Logger LOG = System.getLogger(PeriodicTask.class.getName());

    private final String name;
    private final ScheduledExecutorService thread;

    /** The reason why the last run failed, or empty. Used by the task's thread only. */
    private String failure = "";

    private PeriodicTask(String name) {
        this.name = name;
        thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
    }

    /**
     * Starts a periodic task.
     *
     * @param pause the time from the end of a run to the start of the next, and until the first; runs that were missed
     *     while the process was stopped are not made up for
     * @param action the action; after a failure it runs again, and a failure is logged when it differs from the one
     *     before
     */
    static PeriodicTask start(String name, Duration pause, Runnable action) {
        PeriodicTask task = new PeriodicTask(name);
        task.thread.scheduleWithFixedDelay(
                () -> task.run(action), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return task;
    }

    /**
     * Runs the action once. An Error does not stop the task either: without free descriptors a class may not be found,
     * and be found a minute later.
     */
    private void run(Runnable action) {
        try {
            action.run();
            failure = "";
        } catch (Throwable e) {
            if (!failure.equals(e.toString())) {
                failure = e.toString();
                LOG.log(System.Logger.Level.WARNING, "{0} failed, will be run again: {1}", name, failure);
            }
        }
    }

    /** Stops the task; a running action may still finish. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
