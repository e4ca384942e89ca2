package dev.udsecho.client.bench;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many connections failed, by cause, and what the first one failed with. For several threads. */
public final class Failures {
    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private Optional<Finding> first = Optional.empty();

    synchronized void add(Finding finding) {
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
