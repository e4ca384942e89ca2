package dev.udsecho.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was done with connections and bytes since the start. For any thread: each counts in a cell of its own where two meet,
 * so that event loops do not wait for each other. Exact once nothing moves.
 */
public final class ConnectionCounters {
    private final LongAdder accepted = new LongAdder();
    private final Map<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);
    private final Map<CloseReason, LongAdder> closed = new EnumMap<>(CloseReason.class);
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    ConnectionCounters() {
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, new LongAdder());
        }
        for (CloseReason cause : CloseReason.values()) {
            closed.put(cause, new LongAdder());
        }
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

    /** Connections that were taken on. */
    public long accepted() {
        return accepted.sum();
    }

    /** Connections that were not taken on, and saw end of file at once. */
    public long rejected(RejectReason reason) {
        return rejected.get(reason).sum();
    }

    /** Connections that were taken on and have ended. */
    public long closed(CloseReason cause) {
        return closed.get(cause).sum();
    }

    /** Connections that are open. */
    public long active() {
        long over = closed.values().stream().mapToLong(LongAdder::sum).sum();
        return accepted.sum() - over;
    }

    /** Bytes that were read. */
    public long received() {
        return received.sum();
    }

    /** Bytes that the kernel took back for a peer, whether it has read them by now or not. */
    public long sent() {
        return sent.sum();
    }

    /** Bytes that were read and never written back, of connections that have ended. */
    public long dropped() {
        return dropped.sum();
    }
}
