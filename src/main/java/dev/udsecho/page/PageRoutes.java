package dev.udsecho.page;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.PageConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Registers the page at {@code /} and its requests: {@code GET /q/echo} returns the facts, {@code POST /q/echo} is the
 * box. Both run on worker threads; they ask the event loops that serve connections only for the busiest connections.
 * All routes are restricted to allowed hosts. Health and metrics are not restricted, since Prometheus and kubelets use
 * other names.
 */
@Singleton
final class PageRoutes {
    /** The path of the facts, beside health and metrics. */
    static final String FACTS = "/q/echo";

    /** The script of the page, and the modules that it imports. */
    private static final List<String> SCRIPTS =
            List.of("page.js", "box.js", "connections.js", "dom.js", "history.js", "plot.js", "state.js", "words.js");

    private static final int TOO_LARGE = 413;

    private final PageConfig config;
    private final CachedPageJson facts;
    private final EchoBox box;
    private final HostCheck hosts;

    PageRoutes(EchoConfig config, CachedPageJson facts, EchoBox box, HostCheck hosts) {
        this.config = config.page();
        this.facts = facts;
        this.box = box;
        this.hosts = hosts;
    }

    void add(@Observes Router router) {
        get(router, FACTS).blockingHandler(context -> JsonResponse.send(context, facts.get()), false);
        if (config.enabled()) {
            get(router, "/").handler(new PageFile("page.html", "text/html"));
            get(router, "/page.css").handler(new PageFile("page.css", "text/css"));
            SCRIPTS.forEach(name -> get(router, "/" + name).handler(new PageFile(name, "text/javascript")));
        }
        if (box.isEnabled()) {
            router.post(FACTS)
                    .handler(hosts)
                    .handler(BodyHandler.create(false).setBodyLimit(EchoBox.MAX_SENT))
                    .blockingHandler(box, false)
                    .failureHandler(PageRoutes::refuse);
        }
    }

    private Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(hosts);
    }

    /**
     * Answers a text that is too large. Ignores a client that closed during its request, which Quarkus would log as an
     * error.
     */
    private static void refuse(RoutingContext context) {
        if (context.statusCode() == TOO_LARGE) {
            JsonResponse.problem(context, TOO_LARGE, "the box sends " + EchoBox.MAX_SENT + " bytes at most");
        } else if (!context.response().closed()) {
            context.next();
        }
    }
}
