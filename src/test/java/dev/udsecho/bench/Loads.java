package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import dev.udsecho.path.SocketPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Loads for a test's server, and their durations. */
final class Loads {
    static final Duration SHORT = Duration.ofMillis(500);
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Loads() {}

    /** Returns a short load without warm-up that compares every byte. */
    static Load load(Load.Mode mode, int connections, int threads, int size) {
        return new Load(mode, connections, threads, size, Optional.empty(), SHORT, Duration.ZERO, TIMEOUT, true);
    }

    /** Returns a load test on a socket, not started. */
    static Bench bench(Path socket, Load load) {
        return new Bench(load, List.of(UnixEndpoint.at(new SocketPath(socket))), progress -> {});
    }
}
