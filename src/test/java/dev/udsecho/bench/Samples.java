package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Failures;
import dev.udsecho.bench.load.LatencyMeter;
import dev.udsecho.bench.load.Load;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.path.SocketPath;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Sample statistics. */
public final class Samples {
    private static final long MICROSECOND = 1000;

    private Samples() {}

    public static Load load(Optional<Long> rate) {
        return new Load(
                Load.Mode.PINGPONG, 10, 1, 64, rate, Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5), true);
    }

    /** Returns statistics of operations done in one second, the first in 1 µs, the next in 2 µs, and so on. */
    public static EndpointStats figures(
            Endpoint endpoint, int operations, double busy, Optional<Double> delayed, Finding... failures) {
        return figures(endpoint, operations, busy, delayed, Optional.empty(), failures);
    }

    /** Returns the same statistics on a machine whose processors were idle for a share of the time. */
    public static EndpointStats figures(
            Endpoint endpoint,
            int operations,
            double busy,
            Optional<Double> delayed,
            Optional<Double> idle,
            Finding... failures) {
        Histogram times = LatencyMeter.histogram();
        LongSummaryStatistics exact = new LongSummaryStatistics();
        for (int i = 1; i <= operations; i++) {
            times.recordValue(i * MICROSECOND);
            exact.accept(i * MICROSECOND);
        }
        Failures failed = new Failures();
        List.of(failures).forEach(failed::add);
        failed.releaseReserve();
        return new EndpointStats(
                endpoint,
                times,
                exact,
                operations,
                operations * 64L,
                Duration.ofSeconds(operations == 0 ? 0 : 1),
                failed,
                busy,
                delayed,
                idle,
                Optional.empty(),
                operations == 0 ? List.of() : List.of(new Point(0.25, operations, 5), new Point(0.75, operations, 0)));
    }

    public static EndpointStats figures(int operations, Finding... failures) {
        return figures(unix("/tmp/echo.sock"), operations, 0.5, Optional.empty(), failures);
    }

    public static Endpoint unix(String path) {
        return UnixEndpoint.at(SocketPath.of(path));
    }
}
