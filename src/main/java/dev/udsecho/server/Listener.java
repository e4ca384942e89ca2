package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.PayloadLog;
import dev.udsecho.echo.Echo;
import dev.udsecho.socket.BindRefusal;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.StagedSocket;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listening socket and the verticles that serve its connections, one on each event loop. */
final class Listener {
    private final Vertx vertx;
    private final Echo echo;
    private final boolean preview;
    private final List<EchoVerticle> verticles = new CopyOnWriteArrayList<>();
    private final Connections connections = new Connections();
    private String deployment;

    private Listener(Vertx vertx, Echo echo, boolean preview) {
        this.vertx = vertx;
        this.echo = echo;
        this.preview = preview;
    }

    /**
     * Listens under the staged name, and returns when every event loop does: before that, Vert.x 4.5 drops a client that
     * is accepted. Blocks, so it must not be called on an event loop.
     *
     * @throws PathRefused if the kernel refuses to bind there
     */
    static Listener open(Vertx vertx, StagedSocket staged, EchoConfig config, Echo echo) throws PathRefused {
        Listener listener = new Listener(vertx, echo, config.log().payload() == PayloadLog.PREVIEW);
        SocketAddress address =
                SocketAddress.domainSocketAddress(staged.boundName().toString());
        NetServerOptions options =
                new NetServerOptions().setAcceptBacklog(config.socket().backlog());
        try {
            listener.deployment = await(vertx.deployVerticle(
                    () -> listener.verticle(address, options),
                    new DeploymentOptions().setInstances(eventLoops(config))));
            return listener;
        } catch (CompletionException e) {
            Throwable failure = e.getCause();
            throw BindRefusal.of(staged.path(), NativeSocket.errno(failure), String.valueOf(failure.getMessage()));
        }
    }

    private static int eventLoops(EchoConfig config) {
        return config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
    }

    private EchoVerticle verticle(SocketAddress address, NetServerOptions options) {
        EchoVerticle verticle = new EchoVerticle(address, options, this::serve);
        verticles.add(verticle);
        return verticle;
    }

    private void serve(NetSocket accepted) {
        connections.opened();
        new EchoConnection(accepted, echo, preview).serve(connections::closed);
    }

    /** The contexts that serve this listener's connections. */
    List<Context> eventLoops() {
        return verticles.stream().map(EchoVerticle::eventLoop).toList();
    }

    boolean isIdle() {
        return connections.open() == 0;
    }

    /** Closes the listening socket and every connection that it accepted. Blocks until that is done. */
    void close() {
        await(vertx.undeploy(deployment));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
