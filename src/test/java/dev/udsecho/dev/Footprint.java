package dev.udsecho.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a service takes of its process, as the kernel counts it.
 *
 * @param threads the names of its own threads, in order
 * @param sockets how many descriptors are sockets
 * @param listeners how many sockets listen in its directory
 */
record Footprint(List<String> threads, long sockets, long listeners) {
    private static final List<String> OWN = List.of("connections", "live-reload", "path-monitor", "path-monitor-ch");

    /** Takes it of a process that serves in a directory, while no client is connected. */
    static Footprint of(long pid, Path directory) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        return new Footprint(threads(process), sockets(process), listeners(directory));
    }

    /** Whether nothing is left of an earlier service. */
    boolean isThatOfOneService() {
        return threads.equals(OWN) && listeners == 1;
    }

    private static List<String> threads(Path process) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path thread : entries(process.resolve("task"))) {
            try {
                names.add(Files.readString(thread.resolve("comm")).strip());
            } catch (IOException ended) {
                continue;
            }
        }
        return names.stream().filter(OWN::contains).sorted().toList();
    }

    private static long sockets(Path process) throws IOException {
        long sockets = 0;
        for (Path descriptor : entries(process.resolve("fd"))) {
            if (isSocket(descriptor)) {
                sockets++;
            }
        }
        return sockets;
    }

    /** A descriptor that was closed meanwhile is none. */
    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException closed) {
            return false;
        }
    }

    private static long listeners(Path directory) throws IOException {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"))) {
            return sockets.filter(line -> line.contains(directory + "/")).count();
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
