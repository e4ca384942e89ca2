package dev.udsecho.page;

import dev.udsecho.text.Resources;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves a file of the page, a resource of this package. The file is kept in memory, since an event loop must not wait
 * for a jar. In dev mode it is read at each request, since dev mode changes it without a restart.
 */
final class PageFile implements Handler<RoutingContext> {
    /**
     * The content security policy: only own scripts, styles and connections, and no frames. Injected content is not run
     * and sends nothing.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String name;
    private final String type;
    private final byte[] content;

    PageFile(String name, String type) {
        this.name = name;
        this.type = type;
        this.content = read();
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type + ";charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .end(Buffer.buffer(LaunchMode.current() == LaunchMode.DEVELOPMENT ? read() : content));
    }

    private byte[] read() {
        return Resources.bytes(PageFile.class, name);
    }
}
