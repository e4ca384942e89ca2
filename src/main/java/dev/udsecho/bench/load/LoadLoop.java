package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.Durations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An event loop for the connections of one thread. Used by one thread at a time. */
public final class LoadLoop implements Closeable {
    static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Load load;
    private final int thread;
    private final Failures failures;
    private final Selector selector;
    private final SelectorWait selectorWait;
    private final RateSchedule schedule;
    private final Workload workload;
    private final ByteTransfer transfer;
    private final Dialer dialer;
    private final ConnectQueue connects;
    private final ResponseTimeouts timeouts;
    private final Consumer<LoadConnection> onTimeout;
    private int opened;
    private long nextNumber;

    /**
     * Creates a loop without connections.
     *
     * @param thread the index of the load's thread, counted from 0
     * @throws IOException if the process is out of file descriptors
     */
    public LoadLoop(Load load, Endpoint endpoint, int thread, LatencyMeter meter, Failures failures)
            throws IOException {
        this.load = load;
        this.thread = thread;
        this.failures = failures;
        this.selector = Selector.open();
        this.selectorWait = new SelectorWait(selector, this::ready);
        this.schedule = new RateSchedule(load.rate(), thread, load.threads());
        this.workload = Workload.of(load, this, schedule, meter, load.connectionsOf(thread));
        this.transfer = new ByteTransfer(load.verify(), workload);
        this.dialer = new Dialer(endpoint, selector, failures, this::opened);
        this.connects = new ConnectQueue(dialer, workload, failures, load.timeout());
        this.timeouts = new ResponseTimeouts(load.timeout());
        this.onTimeout = connection -> failed(
                connection,
                Cause.MUTE.found(connection.received(), connection.sent(), Durations.print(load.timeout())));
    }

    /** Opens the connections that stay open, until all are or one failed. Blocks at most until the phase ends. */
    public void open(Phase phase) throws IOException {
        int count = load.mode() == Load.Mode.CONNECT ? 0 : load.connectionsOf(thread);
        for (int i = 0; i < count; i++) {
            connect(System.nanoTime());
        }
        while (opened < count && failures.total() == 0 && !phase.isOver(System.nanoTime())) {
            runOnce(phase);
        }
    }

    /** Performs operations until the phase is over, and those in flight are done or given up. Blocks until then. */
    public ThreadUsage run(Phase phase) throws IOException {
        long before = System.nanoTime();
        Optional<ThreadUsage.Scheduling> earlier = ThreadUsage.Scheduling.ofThisThread();
        selectorWait.begin();
        timeouts.begin(before);
        workload.begin(phase);
        while (isNeeded(phase, System.nanoTime())) {
            runOnce(phase);
        }
        long unanswered = schedule.overdue(phase.end()) + workload.inFlight();
        Optional<ThreadUsage.Scheduling> scheduling =
                earlier.flatMap(then -> ThreadUsage.Scheduling.ofThisThread().map(now -> now.since(then)));
        return new ThreadUsage(System.nanoTime() - before, selectorWait.nanos(), scheduling, unanswered);
    }

    private boolean isNeeded(Phase phase, long now) {
        if (failures.isOutOfDescriptors()) {
            return false;
        }
        if (!phase.isOver(now)) {
            return true;
        }
        workload.cancelWaiting(connects);
        return workload.inFlight() > 0 && !phase.isGivenUp(now);
    }

    private void runOnce(Phase phase) throws IOException {
        long now = System.nanoTime();
        workload.dispatch();
        connects.run(now);
        timeouts.check(selector.keys(), now, onTimeout);
        long next = Math.min(connects.next(now) - now, workload.nextDispatch(now) - now);
        selectorWait.await(phase.isOver(now) ? next : Math.min(next, phase.end() - now));
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        if (key.isConnectable()) {
            if (dialer.finish(connection) == Dialer.Attempt.FAILED) {
                connection.close();
                workload.failed(false);
            }
            return;
        }
        if (key.isReadable()) {
            transfer.read(connection).ifPresent(finding -> failed(connection, finding));
        }
        if (key.isValid() && key.isWritable()) {
            transfer.write(connection);
        }
    }

    /** Writes what is due on a connection. */
    void write(LoadConnection connection) {
        transfer.write(connection);
    }

    /** Queues a connect for an operation that was due at the given time. */
    public void connect(long due) {
        connects.add(new ConnectQueue.Connect(thread + nextNumber++ * load.threads(), due, System.nanoTime()));
    }

    private void opened(LoadConnection connection, long now) {
        opened++;
        workload.opened(connection, now);
    }

    private void failed(LoadConnection connection, Finding finding) {
        boolean inFlight = connection.outstanding() > 0;
        connection.close();
        failures.add(finding);
        workload.failed(inFlight);
    }

    /** Replaces a failed connection after the reconnect delay. */
    void reconnectLater() {
        connects.reconnectLater(System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> ((LoadConnection) key.attachment()).close());
        selector.close();
    }
}
