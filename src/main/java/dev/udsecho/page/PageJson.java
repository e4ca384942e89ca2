package dev.udsecho.page;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.health.CachedProbe;
import dev.udsecho.health.ProbeResult;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.time.Ticker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;

/** The content of the page as JSON: the state of the socket, its connections, and the counters since the start. */
@Singleton
final class PageJson {
    private final SocketPath path;
    private final EchoBox box;
    private final PathOwner owner;
    private final CachedProbe roundTrips;
    private final ConnectionsJson connections;
    private final Ticker ticker = Ticker.SYSTEM;
    private final long startedAt = ticker.nanos();

    PageJson(
            EchoConfig config,
            PublishedPath published,
            CachedProbe roundTrips,
            ConnectionsJson connections,
            EchoBox box) {
        this.path = config.socket().path();
        this.box = box;
        this.owner = published.owner();
        this.roundTrips = roundTrips;
        this.connections = connections;
    }

    /**
     * Returns the current facts. Blocks for a second at most for a round trip, and for half a second for event loops
     * that do not turn.
     */
    JsonObject now() {
        return new JsonObject()
                .put("socket", socket())
                .put("roundTrip", roundTrip())
                .put("connections", connections.now())
                .put("bytes", connections.bytes())
                .put("lost", owner.losses())
                .put("upSeconds", seconds(Duration.ofNanos(ticker.nanos() - startedAt)))
                .put("echoBox", box.isEnabled());
    }

    private JsonObject socket() {
        JsonObject facts = new JsonObject()
                .put("path", path.file().toString())
                .put("role", owner.role().toString())
                .put("published", false);
        try {
            PathState state = owner.state();
            facts.put("standing", state.toString()).put("published", state == PathState.OURS);
            owner.entry().ifPresentOrElse(entry -> describe(facts, entry), () -> facts.put("found", "nothing"));
        } catch (IOException e) {
            facts.put("found", "not to be seen: " + IoMessages.of(e));
        }
        return facts;
    }

    private static void describe(JsonObject facts, DirectoryEntry entry) {
        facts.put("found", entry.kind().toString())
                .put("inode", entry.inode().number())
                .put("mode", entry.permission())
                .put("owner", entry.ownership());
    }

    private JsonObject roundTrip() {
        JsonObject facts = result(roundTrips.recent());
        JsonArray history = new JsonArray();
        long now = ticker.nanos();
        roundTrips.history().forEach(past -> history.add(result(past).put("secondsAgo", seconds(past.age(now)))));
        return facts.put("history", history);
    }

    private static JsonObject result(ProbeResult roundTrip) {
        return roundTrip
                .problem()
                .map(problem -> new JsonObject().put("problem", problem))
                .orElseGet(() -> new JsonObject().put("micros", roundTrip.took().toNanos() / 1000));
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
