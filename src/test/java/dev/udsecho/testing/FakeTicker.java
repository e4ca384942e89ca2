package dev.udsecho.testing;

import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A clock that only the test moves. A pause returns at once and moves the clock by its duration; a periodic task runs
 * only when the test runs it. The clock starts one second before its value overflows, as {@link System#nanoTime} may.
 * For any thread.
 */
public final class FakeTicker implements Ticker {
    /** More pauses than any test needs. */
    private static final int PAUSES_LIMIT = 10_000;

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
    private final List<FakeTask> tasks = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<Integer> onPause = count -> {};
    private volatile Runnable onEvery = () -> {};
    private volatile boolean over;

    /** A periodic task that was started. */
    private record FakeTask(List<FakeTask> all, String name, Duration pause, Runnable action) implements Task {
        @Override
        public void close() {
            all.remove(this);
        }

        @Override
        public String toString() {
            return name + " every " + pause;
        }
    }

    @Override
    public long nanos() {
        return now.get();
    }

    /** Advances the clock. */
    public void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /**
     * Fails if the test is over or was given up, or after 10,000 pauses: otherwise a loop that waits for an event that
     * never comes would not end.
     */
    @Override
    public void pause(Duration time) {
        if (over || Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("a pause of " + time + " after the test");
        }
        if (pauses.size() == PAUSES_LIMIT) {
            throw new IllegalStateException("more than " + PAUSES_LIMIT + " pauses");
        }
        pauses.add(time);
        advance(time);
        onPause.accept(pauses.size());
    }

    /** Makes every later pause fail. */
    public void end() {
        over = true;
    }

    /** Sets an action for each pause; it gets the pause's number, counted from 1. */
    public void onPause(Consumer<Integer> action) {
        pauses.clear();
        onPause = action;
    }

    /** Returns the pauses so far, or since {@link #onPause}. */
    public List<Duration> pauses() {
        synchronized (pauses) {
            return List.copyOf(pauses);
        }
    }

    @Override
    public Task every(String name, Duration pause, Runnable action) {
        FakeTask task = new FakeTask(tasks, name, pause, action);
        tasks.add(task);
        onEvery.run();
        return task;
    }

    /**
     * Sets an action for the start of the next periodic task, which is the last step before a listener is published.
     */
    public void onEvery(Runnable action) {
        onEvery = action;
    }

    /** Returns the periodic tasks that were not stopped, as {@code NAME every PAUSE}. */
    public List<String> tasks() {
        return tasks.stream().map(FakeTask::toString).toList();
    }

    /** Runs the tasks of this name once, on this thread. */
    public void tick(String name) {
        tasks.stream().filter(task -> task.name.equals(name)).forEach(task -> task.action.run());
    }
}
