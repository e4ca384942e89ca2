package dev.udsecho.page;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the page, read from beside this class each time, as dev mode changes it without a restart, and sent as it is. */
final class PageFile implements Handler<RoutingContext> {
    /** Scripts, styles and connections of its own only, in no frame: nothing that anybody slips in is run or sent away. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String name;
    private final String type;

    PageFile(String name, String type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type + ";charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .end(Buffer.buffer(read()));
    }

    private byte[] read() {
        try (InputStream file = PageFile.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
