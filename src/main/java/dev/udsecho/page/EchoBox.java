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
 * Sends a text through the socket, and tells what came back. It is this service that sends, so that neither the file's mode nor
 * an access list applies to who reaches the HTTP port: there is a box only where {@code echo.page.echo-box} asks for one, and
 * never together with an access list. The text of another user is never shown, and no text is stored. Blocks for
 * {@link #TIMEOUT} at most, which is less than an HTTP connection may be idle ({@code quarkus.http.idle-timeout}).
 */
@Singleton
final class EchoBox implements Handler<RoutingContext> {
    /** The longest text, and the longest answer that is shown, in bytes. */
    static final int MOST_SENT = 4096;

    private static final int MOST_SHOWN = 64 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final SocketPath path;
    private final PublishedPath published;
    private final boolean offered;

    EchoBox(EchoConfig config, PublishedPath published) {
        this.path = config.socket().path();
        this.published = published;
        this.offered = config.page().enabled()
                && config.page().echoBox()
                && config.access().uids().isEmpty()
                && config.access().gids().isEmpty();
    }

    /** Whether there is a box. */
    boolean isOffered() {
        return offered;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!isOfOurPage(context.request())) {
            JsonResponse.problem(
                    context, FORBIDDEN, "the box is for the page of this service, not for that of another");
            return;
        }
        byte[] text = Optional.ofNullable(context.body().buffer())
                .map(Buffer::getBytes)
                .orElse(new byte[0]);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            Duration took = published.callOurselves(() -> EchoClient.send(path, text, new Bounded(answer), TIMEOUT));
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

    /** Another origin's page may send a plain text too, without asking first; its browser says whose page it is. */
    private static boolean isOfOurPage(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST));
    }

    /** Takes no more than can be shown. */
    private static final class Bounded extends FilterOutputStream {
        private int left = MOST_SHOWN;

        Bounded(ByteArrayOutputStream answer) {
            super(answer);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                throw new IOException("more than " + MOST_SHOWN + " bytes came back");
            }
            left -= length;
            out.write(bytes, offset, length);
        }
    }
}
