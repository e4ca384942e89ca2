package dev.udsecho.server.netty;

import dev.udsecho.time.DaemonThreads;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Finds the bytes behind an urgent byte, where recv(2) ends: makes the kernel report the input of a connection again
 * that was read and then stayed quiet for {@value #PAUSE_MILLIS} ms. Costs nothing while no connection is read, and
 * {@value #LOOKS} looks per pause at most: of more busy connections, each waits for its turn. For one event loop only.
 */
public final class QuietInputs {
    private static final int PAUSE_MILLIS = 50;
    private static final int LOOKS = 256;

    /** The thread that waits for all event loops, which have no timer of their own (see {@code PeriodicTask}). */
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Set<FlowControl> read = new LinkedHashSet<>();
    private final BiConsumer<EventLoop, Runnable> afterPause;
    private boolean isScheduled;

    /** Creates the queue of an event loop. */
    public QuietInputs() {
        this((eventLoop, task) -> TIMER.schedule(() -> eventLoop.execute(task), PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /**
     * Creates the queue of an event loop.
     *
     * @param afterPause runs a task on the event loop after a pause
     */
    QuietInputs(BiConsumer<EventLoop, Runnable> afterPause) {
        this.afterPause = afterPause;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("quiet-inputs"));
        timer.prestartCoreThread();
        return timer;
    }

    /** Adds a connection that was read, at the end. Does nothing if it is in the queue. */
    void add(FlowControl connection, EventLoop eventLoop) {
        read.add(connection);
        schedule(eventLoop);
    }

    /** Removes a connection that has closed, so that it is not kept in memory. */
    void remove(FlowControl connection) {
        read.remove(connection);
    }

    private void look(EventLoop eventLoop) {
        isScheduled = false;
        List<FlowControl> looked = read.stream().limit(LOOKS).toList();
        looked.forEach(read::remove);
        looked.stream().filter(connection -> !connection.reportQuietInput()).forEach(read::add);
        if (!read.isEmpty()) {
            schedule(eventLoop);
        }
    }

    private void schedule(EventLoop eventLoop) {
        if (!isScheduled) {
            isScheduled = true;
            afterPause.accept(eventLoop, () -> look(eventLoop));
        }
    }
}
