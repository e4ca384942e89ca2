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
 * The page at {@code /}, and what it is made from: {@code GET /q/echo} tells the facts, {@code POST /q/echo} is the box. Both
 * run on worker threads; of the event loops that serve connections they only ask which of those are the busiest. All of it is
 * for allowed hosts only; health and metrics, which Prometheus and kubelets ask by other names, are not.
 */
@Singleton
final class PageRoutes {
    /** Where the facts are, beside health and metrics. */
    static final String FACTS = "/q/echo";

    /** The page's script, and the modules that it imports. */
    private static final List<String> SCRIPTS =
            List.of("page.js", "box.js", "connections.js", "dom.js", "history.js", "plot.js", "state.js", "words.js");

    private static final int TOO_LARGE = 413;

    private final PageConfig config;
    private final RecentFacts facts;
    private final EchoBox box;
    private final HostCheck hosts;

    PageRoutes(EchoConfig config, RecentFacts facts, EchoBox box, HostCheck hosts) {
        this.config = config.page();
        this.facts = facts;
        this.box = box;
        this.hosts = hosts;
    }

    void add(@Observes Router router) {
        look(router, FACTS).blockingHandler(context -> JsonResponse.send(context, facts.get()), false);
        if (config.enabled()) {
            look(router, "/").handler(new PageFile("page.html", "text/html"));
            look(router, "/page.css").handler(new PageFile("page.css", "text/css"));
            SCRIPTS.forEach(name -> look(router, "/" + name).handler(new PageFile(name, "text/javascript")));
        }
        if (box.isOffered()) {
            router.post(FACTS)
                    .handler(hosts)
                    .handler(BodyHandler.create(false).setBodyLimit(EchoBox.MOST_SENT))
                    .blockingHandler(box, false)
                    .failureHandler(PageRoutes::refuse);
        }
    }

    private Route look(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(hosts);
    }

    /** A client that left within its request is no fault: Quarkus would log each as an error. */
    private static void refuse(RoutingContext context) {
        if (context.statusCode() == TOO_LARGE) {
            JsonResponse.problem(context, TOO_LARGE, "the box sends " + EchoBox.MOST_SENT + " bytes at most");
        } else if (!context.response().closed()) {
            context.next();
        }
    }
}
