package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.os.Errno;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The number of failed connections by cause, and the finding of the first one. Thread-safe. */
public final class Failures {
    private static final Set<Errno> OUT_OF_DESCRIPTORS = EnumSet.of(Errno.EMFILE, Errno.ENFILE);

    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private final DescriptorReserve reserve = new DescriptorReserve();
    private Optional<Finding> first = Optional.empty();
    private volatile boolean outOfDescriptors;

    /** Creates an empty count. It loads the classes that classify failures while there are descriptors for that. */
    public Failures() {
        Errno.of(new IOException("none"));
    }

    /** Counts a failed connect. If the process is out of file descriptors, it releases the reserve first. */
    public void add(Endpoint endpoint, IOException failure) {
        if (OUT_OF_DESCRIPTORS.contains(Errno.of(failure))) {
            outOfDescriptors = true;
            releaseReserve();
        }
        add(endpoint.diagnose(failure));
    }

    /** Releases the reserve of file descriptors. */
    public void releaseReserve() {
        try {
            reserve.close();
        } catch (IOException closedAnyway) {
            return;
        }
    }

    /** Returns whether this process is out of file descriptors, so that the load is not the one that was requested. */
    public boolean isOutOfDescriptors() {
        return outOfDescriptors;
    }

    /** Counts a failure. */
    public synchronized void add(Finding finding) {
        first = first.or(() -> Optional.of(finding));
        counts.merge(finding.cause(), 1L, Long::sum);
    }

    /** Returns the number of failures. */
    public synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the finding of the first failure. */
    public synchronized Optional<Finding> first() {
        return first;
    }

    /** Returns the number of failures by the id of their cause; only causes that occurred. */
    public synchronized Map<String, Long> byCause() {
        Map<String, Long> byId = new LinkedHashMap<>();
        counts.forEach((cause, count) -> byId.put(cause.id(), count));
        return byId;
    }

    /**
     * A reserve of 16 file descriptors for when connections have used up all others. The JVM needs some to load the classes
     * that report this.
     */
    private static final class DescriptorReserve implements Closeable {
        private static final Path NULL = Path.of("/dev/null");
        private static final int COUNT = 16;

        private final Deque<Closeable> held = new ArrayDeque<>();

        /** Opens the descriptors; fewer, where the process has no more. */
        DescriptorReserve() {
            try {
                while (held.size() < COUNT) {
                    held.push(Files.newInputStream(NULL));
                }
            } catch (IOException noMore) {
                return;
            }
        }

        /** Releases the descriptors. */
        @Override
        public synchronized void close() throws IOException {
            while (!held.isEmpty()) {
                held.pop().close();
            }
        }
    }
}
