package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.LoadMode;
import dev.udsecho.path.SocketPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Loads that are put on a server of a test, and how long they last. */
final class Loads {
    static final Duration SHORT = Duration.ofMillis(500);
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Loads() {}

    /** A short one without warm-up, every byte of which is compared. */
    static Load load(LoadMode mode, int connections, int threads, int size) {
        return new Load(mode, connections, threads, size, OptionalLong.empty(), SHORT, Duration.ZERO, TIMEOUT, true);
    }

    /** It on a socket, not begun. */
    static Bench bench(Path socket, Load load) {
        return new Bench(load, List.of(UnixEndpoint.at(new SocketPath(socket))), progress -> {});
    }
}
