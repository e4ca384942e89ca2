package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * Enlarges Vert.x' event loop pool to the configured number of event loops, so that each verticle has one of its own.
 */
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
