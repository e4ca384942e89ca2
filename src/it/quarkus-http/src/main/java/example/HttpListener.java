package example;

import dev.udsecho.path.owner.BoundListener;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A Vert.x HTTP server that answers as Quarkus' own does, for an owner of a path. */
final class HttpListener implements BoundListener {
    private final HttpServer server;
    private final AtomicInteger connections = new AtomicInteger();

    private HttpListener(Vertx vertx) {
        this.server = vertx.createHttpServer()
                .requestHandler(VertxHttpRecorder.getRootHandler())
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                });
    }

    static HttpListener bind(Vertx vertx, Path name) throws IOException {
        HttpListener listener = new HttpListener(vertx);
        try {
            listener.server
                    .listen(SocketAddress.domainSocketAddress(name.toString()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            return listener;
        } catch (ExecutionException | TimeoutException e) {
            listener.close();
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            listener.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public boolean isIdle() {
        return connections.get() == 0;
    }

    @Override
    public void close() {
        server.close();
    }
}
