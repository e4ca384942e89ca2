package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resources that a JVM keeps, as the kernel and the JVM itself count them.
 *
 * @param descriptors the targets of its open descriptors, such as {@code socket:[4711]}
 * @param threads the names of its threads, of which the kernel keeps 15 characters
 * @param heap the size of the live objects in bytes
 */
record ServerFootprint(List<String> descriptors, List<String> threads, long heap) {
    /**
     * Allowance in bytes for memory that is allocated once and late, such as a cache on its first use. Half a minute
     * has 30,000 lives: that is 17 bytes for each, less than the smallest object in a list takes.
     */
    private static final long HEAP_SLACK = 1 << 19;

    /** Allowance for jars: a jar stays open once a class was loaded from it, and rare events need rare classes. */
    private static final int DESCRIPTOR_SLACK = 4;

    /**
     * Allowance for threads: the executor starts another thread when two checks of the socket's name overlap, and stops
     * it later.
     */
    private static final int THREAD_SLACK = 2;

    /** Maximum number of extra items that a message names. */
    private static final int NAMED = 20;

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

    /** Measures a JVM's footprint after a full collection, with which the histogram starts. */
    static ServerFootprint of(long pid) throws IOException, InterruptedException {
        long heap = heap(pid);
        return new ServerFootprint(descriptors(pid), threads(pid), heap);
    }

    private static List<String> descriptors(long pid) throws IOException {
        return read(pid, "fd", descriptor -> Files.readSymbolicLink(descriptor).toString());
    }

    private static List<String> threads(long pid) throws IOException {
        return read(
                pid, "task", thread -> Files.readString(thread.resolve("comm")).strip());
    }

    /** Returns the number of sockets among the descriptors: listeners, and one for each connection. */
    long sockets() {
        return descriptors.stream()
                .filter(target -> target.startsWith("socket:"))
                .count();
    }

    /**
     * Requires that this footprint is not larger than an earlier one, and has no more sockets, apart from what a server
     * may allocate without keeping anything of its clients.
     */
    void requireNoMoreThan(ServerFootprint earlier) {
        assertTrue(heap <= earlier.heap + HEAP_SLACK, () -> "heap grew from " + earlier + " to " + this);
        assertTrue(sockets() <= earlier.sockets(), () -> "sockets stayed open: from " + earlier + " to " + this);
        requireNoMore(descriptors, earlier.descriptors, DESCRIPTOR_SLACK, "descriptors");
        requireNoMore(threads, earlier.threads, THREAD_SLACK, "threads");
    }

    private static void requireNoMore(List<String> now, List<String> before, int slack, String what) {
        assertTrue(now.size() <= before.size() + slack, () -> {
            List<String> more = new ArrayList<>(now);
            before.forEach(more::remove);
            return "%d %s became %d, among them %s"
                    .formatted(before.size(), what, now.size(), more.subList(0, Math.min(more.size(), NAMED)));
        });
    }

    @Override
    public String toString() {
        return "%,d bytes of heap, %d descriptors (%d sockets), %d threads"
                .formatted(heap, descriptors.size(), sockets(), threads.size());
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Command histogram = Command.run(jcmd, String.valueOf(pid), "GC.class_histogram");
        assertEquals(0, histogram.status(), histogram::output);
        Matcher total = TOTAL.matcher(histogram.output());
        if (!total.find()) {
            throw new AssertionError("no total in: " + histogram.output());
        }
        return Long.parseLong(total.group(1));
    }

    @FunctionalInterface
    private interface Reader {
        String read(Path entry) throws IOException;
    }

    /** A descriptor that is closed before it is read does not count. */
    private static List<String> read(long pid, String directory, Reader reader) throws IOException {
        List<String> all = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), directory))) {
            for (Path entry : entries) {
                try {
                    all.add(reader.read(entry));
                } catch (IOException e) {
                    if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                }
            }
        }
        return all;
    }
}
