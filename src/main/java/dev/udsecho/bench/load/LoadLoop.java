package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An event loop: the connections of one thread. By one thread at a time. */
public final class LoadLoop implements Closeable {
    static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Load load;
    private final int thread;
    private final Failures failures;
    private final Selector selector;
    private final SelectorWait waiting;
    private final RateSchedule pace;
    private final Workload traffic;
    private final ByteTransfer wire;
    private final Dialer dialer;
    private final ConnectQueue opener;
    private final ResponseTimeouts watchman;
    private final Consumer<LoadConnection> late;
    private int opened;
    private long numbers;

    /**
     * A loop with no connection yet.
     *
     * @param thread which one of the load's it is, counted from 0
     * @throws IOException if the process is out of file descriptors
     */
    public LoadLoop(Load load, Endpoint endpoint, int thread, LatencyMeter meter, Failures failures)
            throws IOException {
        this.load = load;
        this.thread = thread;
        this.failures = failures;
        this.selector = Selector.open();
        this.waiting = new SelectorWait(selector, this::ready);
        this.pace = new RateSchedule(load.rate(), thread, load.threads());
        this.traffic = traffic(meter, load.connectionsOf(thread));
        this.wire = new ByteTransfer(load.verify(), traffic);
        this.dialer = new Dialer(endpoint, selector, failures, this::opened);
        this.opener = new ConnectQueue(dialer, traffic, failures, load.timeout());
        this.watchman = new ResponseTimeouts(load.timeout());
        this.late = connection -> failed(connection, ConnectionFault.mute(connection, load.timeout()));
    }

    private Workload traffic(LatencyMeter meter, int connections) {
        return switch (load.mode()) {
            case PINGPONG -> new PingPong(this, pace, meter, load.size(), connections);
            case STREAM -> new Streaming(this, meter, load.size(), connections);
            case CONNECT -> new Connecting(this, pace, meter, load.size(), connections);
        };
    }

    /** Opens the connections that stand, until all do or one failed. */
    public void open(Phase patience) throws IOException {
        int many = load.mode() == LoadMode.CONNECT ? 0 : load.connectionsOf(thread);
        for (int i = 0; i < many; i++) {
            open(System.nanoTime());
        }
        while (opened < many && failures.total() == 0 && !patience.isOver(System.nanoTime())) {
            turn(patience);
        }
    }

    /** Makes operations until the stage is over and those under way are done, or given up. */
    public ThreadUsage run(Phase stage) throws IOException {
        long before = System.nanoTime();
        Optional<Scheduling> earlier = Scheduling.ofThisThread();
        waiting.begin();
        watchman.begin(before);
        traffic.begin(stage);
        while (isNeeded(stage, System.nanoTime())) {
            turn(stage);
        }
        long unanswered = pace.overdue(stage.end()) + traffic.underWay();
        Optional<Scheduling> told =
                earlier.flatMap(then -> Scheduling.ofThisThread().map(now -> now.since(then)));
        return new ThreadUsage(System.nanoTime() - before, waiting.nanos(), told, unanswered);
    }

    private boolean isNeeded(Phase stage, long now) {
        if (failures.areForWantOfDescriptors()) {
            return false;
        }
        if (!stage.isOver(now)) {
            return true;
        }
        traffic.withdraw(opener);
        return traffic.underWay() > 0 && !stage.isGivenUp(now);
    }

    private void turn(Phase stage) throws IOException {
        long now = System.nanoTime();
        traffic.dispatch();
        opener.work(now);
        watchman.look(selector.keys(), now, late);
        long next = Math.min(opener.next(now) - now, traffic.next(now) - now);
        waiting.await(stage.isOver(now) ? next : Math.min(next, stage.end() - now));
    }

    private void ready(SelectionKey key) {
        LoadConnection connection = (LoadConnection) key.attachment();
        if (key.isConnectable()) {
            if (dialer.finish(connection) == Dialer.Attempt.FAILED) {
                close(connection);
                traffic.lost(false);
            }
            return;
        }
        if (key.isReadable()) {
            read(connection);
        }
        if (key.isValid() && key.isWritable()) {
            wire.write(connection);
        }
    }

    private void read(LoadConnection connection) {
        wire.read(connection).ifPresent(finding -> failed(connection, finding));
    }

    void write(LoadConnection connection) {
        wire.write(connection);
    }

    /** A connection is to be opened, for an operation that was due at that moment. */
    public void open(long due) {
        opener.add(new PendingConnect(thread + numbers++ * load.threads(), due, System.nanoTime()));
    }

    private void opened(LoadConnection connection, long now) {
        opened++;
        traffic.opened(connection, now);
    }

    private void failed(LoadConnection connection, Finding finding) {
        boolean underWay = connection.unanswered() > 0;
        close(connection);
        failures.add(finding);
        traffic.lost(underWay);
    }

    /** In place of what failed there is to be another one, after a rest. */
    void rest() {
        opener.rest(System.nanoTime());
    }

    void close(LoadConnection connection) {
        try {
            connection.channel().close();
        } catch (IOException closedAllTheSame) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> close((LoadConnection) key.attachment()));
        selector.close();
    }
}
