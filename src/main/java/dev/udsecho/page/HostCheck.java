package dev.udsecho.page;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.text.Printable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Answers 403 to a request for a host that is not allowed. The page of another site can make its site's name resolve to
 * this service, and then read the answers as its own (<a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS
 * rebinding</a>); the browser still sends that name. A request without a host comes from no browser, and is allowed.
 * Runs on an event loop, before all other handlers of the route.
 */
@Singleton
final class HostCheck implements SecurityPolicyHandler {
    private static final int FORBIDDEN = 403;
    private static final int MAX_SHOWN = 100;
    private static final String SCHEME_END = "://";

    private final AllowedHosts allowed;

    HostCheck(EchoConfig config) {
        this.allowed = new AllowedHosts(config.page().hosts().orElse(Set.of()));
    }

    @Override
    public void handle(RoutingContext context) {
        hosts(context.request())
                .filter(host -> !allowed.contains(host))
                .findFirst()
                .ifPresentOrElse(host -> refuse(context, host), context::next);
    }

    /**
     * Returns all hosts that the request names: HTTP/1.0 may repeat the header, and a client of a proxy names the host
     * in the target.
     */
    private static Stream<String> hosts(HttpServerRequest request) {
        return Stream.concat(request.headers().getAll(HttpHeaders.HOST).stream(), inTarget(request.uri()).stream());
    }

    /** Returns the authority of a target in absolute form (RFC 9112, section 3.2.2), as Vert.x finds it. */
    private static Optional<String> inTarget(String target) {
        int end = target.indexOf(SCHEME_END);
        return target.startsWith("/") || end < 0
                ? Optional.empty()
                : Optional.of(target.substring(end + SCHEME_END.length()).split("[/?#]", 2)[0]);
    }

    private static void refuse(RoutingContext context, String host) {
        JsonResponse.problem(
                context,
                FORBIDDEN,
                "Host: " + Printable.beginning(host, MAX_SHOWN)
                        + " is not allowed, since another site's page could come by such a name"
                        + " (DNS rebinding): use localhost or an IP address, or list the name in echo.page.hosts");
    }
}
