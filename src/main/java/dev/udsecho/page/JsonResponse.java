package dev.udsecho.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Sends JSON responses, which no cache stores and no browser interprets as another type. */
final class JsonResponse {
    private static final int OK = 200;

    private JsonResponse() {}

    static void send(RoutingContext context, JsonObject facts) {
        send(context, OK, facts);
    }

    /** Sends the reason for a failure, in a sentence. */
    static void problem(RoutingContext context, int status, String sentence) {
        send(context, status, new JsonObject().put("problem", sentence));
    }

    private static void send(RoutingContext context, int status, JsonObject facts) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(facts.encode());
    }
}
