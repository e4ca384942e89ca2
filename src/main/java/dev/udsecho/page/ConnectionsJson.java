package dev.udsecho.page;

import dev.udsecho.server.EchoListeners;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.RejectReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;

/** The open connections, and the counters of all clients since the start, as JSON. */
@Singleton
final class ConnectionsJson {
    /** The maximum number of connections that are listed; those with the most bytes come first. */
    private static final int MAX_SHOWN = 100;

    private final Connections connections;
    private final EchoListeners listeners;

    ConnectionsJson(Connections connections, EchoListeners listeners) {
        this.connections = connections;
        this.listeners = listeners;
    }

    JsonObject now() {
        ConnectionCounters counts = connections.counts();
        List<ConnectionSnapshot> shown = listeners.busiest(MAX_SHOWN);
        long active = counts.active();
        JsonObject rejected = new JsonObject();
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason.toString(), counts.rejected(reason));
        }
        JsonObject closed = new JsonObject();
        for (CloseReason cause : CloseReason.values()) {
            closed.put(cause.toString(), counts.closed(cause));
        }
        JsonArray open = new JsonArray();
        shown.forEach(connection -> open.add(facts(connection)));
        return new JsonObject()
                .put("active", active)
                .put("limit", connections.limit().maximum())
                .put("accepted", counts.accepted())
                .put("rejected", rejected)
                .put("closed", closed)
                .put("open", open)
                .put("notShown", Math.max(0, active - shown.size()));
    }

    private static JsonObject facts(ConnectionSnapshot connection) {
        JsonObject facts = new JsonObject();
        connection.peer().ifPresent(peer -> facts.put("uid", peer.uid())
                .put("gid", peer.gid())
                .put("pid", peer.pid()));
        return facts.put("ageSeconds", PageJson.seconds(connection.age()))
                .put("received", connection.received())
                .put("sent", connection.sent())
                .put("waiting", connection.waiting());
    }

    JsonObject bytes() {
        ConnectionCounters counts = connections.counts();
        return new JsonObject()
                .put("received", counts.received())
                .put("sent", counts.sent())
                .put("dropped", counts.dropped());
    }
}
