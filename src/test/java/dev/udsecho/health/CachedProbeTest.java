package dev.udsecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.TestConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests when a round trip is made, and which results are kept. The test controls the probe and the name. */
class CachedProbeTest {
    private static final EchoConfig CONFIG = TestConfig.of(Map.of());
    private static final Duration TOOK = Duration.ofMillis(3);

    private final FakeTicker ticker = new FakeTicker();
    private final List<Duration> worked = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private int tries;
    private int failures;

    private final PublishedPathCheck name = new PublishedPathCheck(null) {
        @Override
        Optional<String> problem() {
            return problem;
        }
    };
    private final SocketProbe probe = new SocketProbe(CONFIG, null) {
        @Override
        Duration roundTrip() throws IOException {
            tries++;
            if (failure.isPresent()) {
                ticker.advance(SocketProbe.TIMEOUT);
                throw failure.get();
            }
            return TOOK;
        }
    };
    private final CachedProbe roundTrips = new CachedProbe(name, probe, worked::add, () -> failures++, ticker);

    @Test
    void testRecent_isReused_whileItIsFresh() {
        ProbeResult first = roundTrips.recent();
        assertEquals(TOOK, first.took());
        assertEquals(Optional.empty(), first.problem());
        ticker.advance(ProbeResult.FRESH.minusNanos(1));
        assertSame(first, roundTrips.recent());
        assertEquals(1, tries);
        ticker.advance(Duration.ofNanos(1));
        assertNotSame(first, roundTrips.recent());
        assertEquals(2, tries);
        assertEquals(List.of(TOOK, TOOK), worked);
        assertEquals(2, roundTrips.history().size());
    }

    @Test
    void testRecent_thatFails_hasTheReasonAndTheTimeItTook() {
        failure = Optional.of(new IOException("timed out"));
        ProbeResult failed = roundTrips.recent();
        assertEquals(Optional.of("timed out"), failed.problem());
        assertEquals(SocketProbe.TIMEOUT, failed.took());
        assertEquals(1, failures);
        assertEquals(List.of(), worked);
        assertEquals(List.of(failed), roundTrips.history());
    }

    @Test
    void testRecent_whileTheNameLeadsElsewhere_makesNoRoundTrip_andKeepsOneResult() {
        problem = Optional.of("the socket has vanished");
        assertEquals(problem, roundTrips.recent().problem());
        assertEquals(Duration.ZERO, roundTrips.recent().took());
        assertEquals(1, roundTrips.history().size());
        ticker.advance(ProbeResult.FRESH);
        roundTrips.recent();
        assertEquals(2, roundTrips.history().size());
        assertEquals(0, tries);
        assertEquals(0, failures);
    }

    @Test
    void testRecent_whileTheNameLeadsElsewhere_isNotTheLastSuccess() {
        roundTrips.recent();
        problem = Optional.of("the socket has vanished");
        assertEquals(problem, roundTrips.recent().problem());
        assertEquals(1, roundTrips.history().size());
        problem = Optional.empty();
        assertEquals(Optional.empty(), roundTrips.recent().problem());
        assertEquals(1, tries);
    }

    @Test
    void testHistory_hasTheLast60Results_theOldestFirst() {
        List<ProbeResult> made = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            made.add(roundTrips.recent());
            ticker.advance(ProbeResult.FRESH);
        }
        assertEquals(made.subList(1, 61), roundTrips.history());
    }
}
