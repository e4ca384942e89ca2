package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.os.Errno;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many connections failed, by cause, and what the first one failed with. For several threads. */
public final class Failures {
    private static final Set<Errno> OUT_OF_DESCRIPTORS = EnumSet.of(Errno.EMFILE, Errno.ENFILE);

    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private final DescriptorReserve reserve = new DescriptorReserve();
    private Optional<Finding> first = Optional.empty();
    private volatile boolean outOfDescriptors;

    /** None yet. What tells one failure from another is loaded while there are descriptors for that. */
    public Failures() {
        Errno.of(new IOException("none"));
    }

    /** A connect failed. */
    public void add(Endpoint endpoint, IOException refusal) {
        if (OUT_OF_DESCRIPTORS.contains(Errno.of(refusal))) {
            outOfDescriptors = true;
            release();
        }
        add(endpoint.refusal(refusal));
    }

    /** Lets go what is kept for a failure. */
    public void release() {
        try {
            reserve.close();
        } catch (IOException closedAllTheSame) {
            return;
        }
    }

    /** Whether this process can open no more connections, so that the load is not the one that was asked for. */
    public boolean areForWantOfDescriptors() {
        return outOfDescriptors;
    }

    public synchronized void add(Finding finding) {
        first = first.or(() -> Optional.of(finding));
        counts.merge(finding.cause(), 1L, Long::sum);
    }

    /** How many in all. */
    public synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why the first one did. */
    public synchronized Optional<Finding> first() {
        return first;
    }

    /** How many by the id of their cause; only those that were met. */
    public synchronized Map<String, Long> byCause() {
        Map<String, Long> byId = new LinkedHashMap<>();
        counts.forEach((cause, count) -> byId.put(cause.id(), count));
        return byId;
    }
}
