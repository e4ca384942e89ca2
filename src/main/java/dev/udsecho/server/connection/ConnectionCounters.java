package dev.udsecho.server.connection;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of connections and bytes since the start. For any thread: concurrent threads count in separate cells, so
 * event loops do not wait for each other. The sums are exact while no counter changes.
 */
public final class ConnectionCounters {
    private final LongAdder accepted = new LongAdder();
    private final Map<RejectReason, LongAdder> rejected = zeros(RejectReason.class);
    private final Map<CloseReason, LongAdder> closed = zeros(CloseReason.class);
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private static <E extends Enum<E>> Map<E, LongAdder> zeros(Class<E> reasons) {
        Map<E, LongAdder> counters = new EnumMap<>(reasons);
        EnumSet.allOf(reasons).forEach(reason -> counters.put(reason, new LongAdder()));
        return counters;
    }

    void addAccepted() {
        accepted.increment();
    }

    void addRejected(RejectReason reason) {
        rejected.get(reason).increment();
    }

    void addClosed(CloseReason cause, long bytesDropped) {
        dropped.add(bytesDropped);
        closed.get(cause).increment();
    }

    void addReceived(long bytes) {
        received.add(bytes);
    }

    void addSent(long bytes) {
        sent.add(bytes);
    }

    /** Returns the number of admitted connections. */
    public long accepted() {
        return accepted.sum();
    }

    /** Returns the number of refused connections, which saw end of file at once. */
    public long rejected(RejectReason reason) {
        return rejected.get(reason).sum();
    }

    /** Returns the number of admitted connections that have ended. */
    public long closed(CloseReason cause) {
        return closed.get(cause).sum();
    }

    /** Returns the number of open connections. */
    public long active() {
        long ended = closed.values().stream().mapToLong(LongAdder::sum).sum();
        return accepted.sum() - ended;
    }

    /** Returns the number of bytes that were read. */
    public long received() {
        return received.sum();
    }

    /** Returns the number of bytes that the kernel took for peers, whether they have read them or not. */
    public long sent() {
        return sent.sum();
    }

    /** Returns the number of bytes of ended connections that were read and never written back. */
    public long dropped() {
        return dropped.sum();
    }
}
