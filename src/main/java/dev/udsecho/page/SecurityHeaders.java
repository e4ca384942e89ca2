package dev.udsecho.page;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sets the security headers of every response of the HTTP port, and the default format of the metrics. */
@Singleton
final class SecurityHeaders {
    private static final int PRIORITY = 1000;
    private static final String METRICS = "/q/metrics";
    private static final String ANY_TYPE = "*/*";
    private static final String TEXT = "text/plain";

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::handle, PRIORITY);
    }

    private static void handle(RoutingContext context) {
        context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer");
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            forbidScriptsAndFrames(context.response());
        }
        if (context.normalizedPath().equals(METRICS)) {
            defaultToText(context.request());
        }
        context.next();
    }

    /**
     * Forbids scripts and frames, unless the handler overrides the policy. Not in dev mode, since Quarkus' own pages
     * need both.
     */
    private static void forbidScriptsAndFrames(HttpServerResponse response) {
        response.putHeader("X-Frame-Options", "DENY")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /**
     * Sets text as the format of a request that asks for none, so that a person and promtool can read it. Prometheus
     * asks for its format.
     */
    private static void defaultToText(HttpServerRequest request) {
        if (ANY_TYPE.equals(request.headers().get(HttpHeaders.ACCEPT))
                || !request.headers().contains(HttpHeaders.ACCEPT)) {
            request.headers().set(HttpHeaders.ACCEPT, TEXT);
        }
    }
}
