package dev.udsecho.server;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * Accepts connections on one event loop. All instances that listen at one address share one listener: Vert.x hands the
 * accepted connections round, and the kernel knows of one socket only.
 */
final class EchoVerticle extends AbstractVerticle {
    private final SocketAddress address;
    private final NetServerOptions options;
    private final Handler<NetSocket> service;

    EchoVerticle(SocketAddress address, NetServerOptions options, Handler<NetSocket> service) {
        this.address = address;
        this.options = options;
        this.service = service;
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createNetServer(options)
                .connectHandler(service)
                .listen(address)
                .<Void>mapEmpty()
                .onComplete(started);
    }

    Context eventLoop() {
        return context;
    }
}
