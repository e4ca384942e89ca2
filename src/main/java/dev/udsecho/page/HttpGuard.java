package dev.udsecho.page;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What holds for every request to the HTTP port, whoever answers it. */
@Singleton
final class HttpGuard {
    private static final int FIRST = 1000;
    private static final String METRICS = "/q/metrics";
    private static final String ANYTHING = "*/*";
    private static final String TEXT = "text/plain";

    void guard(@Observes Filters filters) {
        filters.register(HttpGuard::guard, FIRST);
    }

    private static void guard(RoutingContext context) {
        context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer");
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            forbidAll(context.response());
        }
        if (context.normalizedPath().equals(METRICS)) {
            preferText(context.request());
        }
        context.next();
    }

    /** No scripts, no frames, unless who answers says otherwise. In dev mode Quarkus' own pages live on both. */
    private static void forbidAll(HttpServerResponse response) {
        response.putHeader("X-Frame-Options", "DENY")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /** Who asks for no format gets the one that a person and promtool can read; a Prometheus says what it wants. */
    private static void preferText(HttpServerRequest request) {
        if (ANYTHING.equals(request.headers().get(HttpHeaders.ACCEPT))
                || !request.headers().contains(HttpHeaders.ACCEPT)) {
            request.headers().set(HttpHeaders.ACCEPT, TEXT);
        }
    }
}
