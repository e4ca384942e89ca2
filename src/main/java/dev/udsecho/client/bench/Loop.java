package dev.udsecho.client.bench;

import dev.udsecho.diagnosis.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An event loop: the connections of one thread. By one thread at a time. */
final class Loop implements Closeable {
    static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Load load;
    private final int thread;
    private final Failures failures;
    private final Selector selector;
    private final Waiting waiting;
    private final Pace pace;
    private final Traffic traffic;
    private final Wire wire;
    private final Dialer dialer;
    private final Opener opener;
    private final Watchman watchman;
    private final Consumer<Connection> late;
    private int opened;
    private long numbers;

    /**
     * A loop with no connection yet.
     *
     * @param thread which one of the load's it is, counted from 0
     * @throws IOException if the process is out of file descriptors
     */
    Loop(Load load, Endpoint endpoint, int thread, Meter meter, Failures failures) throws IOException {
        this.load = load;
        this.thread = thread;
        this.failures = failures;
        this.selector = Selector.open();
        this.waiting = new Waiting(selector, this::ready);
        this.pace = new Pace(load.rate(), thread, load.threads());
        this.traffic = traffic(meter, load.connectionsOf(thread));
        this.wire = new Wire(load.verify(), traffic);
        this.dialer = new Dialer(endpoint, selector, failures, this::opened);
        this.opener = new Opener(dialer, traffic, failures, load.timeout());
        this.watchman = new Watchman(load.timeout());
        this.late = connection -> failed(connection, Fault.mute(connection, load.timeout()));
    }

    private Traffic traffic(Meter meter, int connections) {
        return switch (load.mode()) {
            case PINGPONG -> new PingPong(this, pace, meter, load.size(), connections);
            case STREAM -> new Streaming(this, meter, load.size(), connections);
            case CONNECT -> new Connecting(this, pace, meter, load.size(), connections);
        };
    }

    /** Opens the connections that stand, until all do or one failed. */
    void open(Stage patience) throws IOException {
        int many = load.mode() == Mode.CONNECT ? 0 : load.connectionsOf(thread);
        for (int i = 0; i < many; i++) {
            open(System.nanoTime());
        }
        while (opened < many && failures.total() == 0 && !patience.isOver(System.nanoTime())) {
            turn(patience);
        }
    }

    /** Makes operations until the stage is over and those under way are done, or given up. */
    Labour run(Stage stage) throws IOException {
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
        return new Labour(System.nanoTime() - before, waiting.nanos(), told, unanswered);
    }

    private boolean isNeeded(Stage stage, long now) {
        if (failures.areForWantOfDescriptors()) {
            return false;
        }
        if (!stage.isOver(now)) {
            return true;
        }
        traffic.withdraw(opener);
        return traffic.underWay() > 0 && !stage.isGivenUp(now);
    }

    private void turn(Stage stage) throws IOException {
        long now = System.nanoTime();
        traffic.dispatch();
        opener.work(now);
        watchman.look(selector.keys(), now, late);
        long next = Math.min(opener.next(now) - now, traffic.next(now) - now);
        waiting.await(stage.isOver(now) ? next : Math.min(next, stage.end() - now));
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
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

    private void read(Connection connection) {
        wire.read(connection).ifPresent(finding -> failed(connection, finding));
    }

    void write(Connection connection) {
        wire.write(connection);
    }

    /** A connection is to be opened, for an operation that was due at that moment. */
    void open(long due) {
        opener.add(new Opening(thread + numbers++ * load.threads(), due, System.nanoTime()));
    }

    private void opened(Connection connection, long now) {
        opened++;
        traffic.opened(connection, now);
    }

    private void failed(Connection connection, Finding finding) {
        boolean underWay = connection.unanswered() > 0;
        close(connection);
        failures.add(finding);
        traffic.lost(underWay);
    }

    /** In place of what failed there is to be another one, after a rest. */
    void rest() {
        opener.rest(System.nanoTime());
    }

    void close(Connection connection) {
        try {
            connection.channel().close();
        } catch (IOException closedAllTheSame) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        selector.keys().forEach(key -> close((Connection) key.attachment()));
        selector.close();
    }
}
