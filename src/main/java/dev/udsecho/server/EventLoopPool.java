package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/** Enlarges Vert.x' event loop pool so that each verticle has an event loop of its own. */
@Singleton
class EventLoopPool implements VertxOptionsCustomizer {
    private final EchoConfig config;

    EventLoopPool(EchoConfig config) {
        this.config = config;
    }

    /**
     * Returns the number of event loops that serve connections: the configured number, or half of the processors. The
     * clients of a Unix socket need the other half, since they run on the same machine.
     *
     * @param processors the processors that this JVM may use; a quota of its cgroup counts
     */
    static int size(EchoConfig config, int processors) {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Math.min(Math.max(processors / 2, 1), EchoConfig.MAX_EVENT_LOOPS);
    }

    /** Returns the number for the processors of this JVM. */
    static int size(EchoConfig config) {
        return size(config, Runtime.getRuntime().availableProcessors());
    }

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(Math.max(options.getEventLoopPoolSize(), size(config)));
    }
}
