package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/** Makes Vert.x' pool large enough that each verticle has an event loop of its own, when more are asked for. */
@Singleton
class EventLoopPool implements VertxOptionsCustomizer {
    private final EchoConfig config;

    EventLoopPool(EchoConfig config) {
        this.config = config;
    }

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(Math.max(options.getEventLoopPoolSize(), config.eventLoops()));
    }
}
