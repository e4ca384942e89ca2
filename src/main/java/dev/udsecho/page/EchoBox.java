package dev.udsecho.page;

import dev.udsecho.client.EchoClient;
import dev.udsecho.config.EchoConfig;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.SocketPath;
import dev.udsecho.server.PublishedPath;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a text through the socket, and returns the answer. The sender is this service, so neither the file's mode nor
 * an access list applies to a client of the HTTP port. Therefore the box exists only if {@code echo.page.echo-box} is
 * set, and never together with an access list. The text of another user is never shown, and no text is stored. Blocks
 * for {@link #TIMEOUT} at most, which is less than the idle timeout of an HTTP connection
 * ({@code quarkus.http.idle-timeout}).
 */
@Singleton
final class EchoBox implements Handler<RoutingContext> {
    /** The maximum size of a text, in bytes. */
    static final int MAX_SENT = 4096;

    /** The maximum size of an answer, in bytes. */
    private static final int MAX_SHOWN = 64 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final SocketPath path;
    private final PublishedPath published;
    private final boolean enabled;

    EchoBox(EchoConfig config, PublishedPath published) {
        this.path = config.socket().path();
        this.published = published;
        this.enabled = config.page().enabled()
                && config.page().echoBox()
                && config.access().uids().isEmpty()
                && config.access().gids().isEmpty();
    }

    /** Returns whether the page has the box. */
    boolean isEnabled() {
        return enabled;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!isFromOwnPage(context.request())) {
            JsonResponse.problem(
                    context, FORBIDDEN, "the box is for the page of this service, not for that of another");
            return;
        }
        byte[] text = Optional.ofNullable(context.body().buffer())
                .map(Buffer::getBytes)
                .orElse(new byte[0]);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            Duration took = published.connectToSelf(() -> EchoClient.send(path, text, new Bounded(answer), TIMEOUT));
            JsonResponse.send(
                    context,
                    new JsonObject()
                            .put("micros", took.toNanos() / 1000)
                            .put("bytes", answer.size())
                            .put("answer", answer.toString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            JsonResponse.problem(context, UNAVAILABLE, IoMessages.of(e));
        }
    }

    /**
     * Returns whether the request comes from this service's page. A page of another origin may also send plain text
     * without a preflight request; the browser names its origin.
     */
    private static boolean isFromOwnPage(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST));
    }

    /** A stream that fails after {@link #MAX_SHOWN} bytes. */
    private static final class Bounded extends FilterOutputStream {
        private int left = MAX_SHOWN;

        Bounded(ByteArrayOutputStream answer) {
            super(answer);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                throw new IOException("more than " + MAX_SHOWN + " bytes came back");
            }
            left -= length;
            out.write(bytes, offset, length);
        }
    }
}
