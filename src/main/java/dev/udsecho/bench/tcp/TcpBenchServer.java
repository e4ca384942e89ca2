package dev.udsecho.bench.tcp;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.server.ActiveTimeClock;
import dev.udsecho.server.Connections;
import dev.udsecho.server.EchoVerticle;
import dev.udsecho.server.netty.NativeLibrary;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.NativeTransportMissing;
import dev.udsecho.time.Ticker;
import io.quarkus.runtime.JVMUnsafeWarningsControl;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The service's own way of a byte, with its defaults, behind a TCP port of loopback in place of a Unix socket, for
 * {@code bench --tcp} to compare both. No Quarkus, no file; it ends with its standard input.
 */
public final class TcpBenchServer {
    private static final int BACKLOG = 1024;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private TcpBenchServer() {}

    /**
     * Listens, prints the port on standard output, and ends the process when whoever started it has ended.
     *
     * @throws IOException if no port is free
     * @throws NativeTransportMissing if the service could not serve here either
     */
    public static void run() throws IOException, NativeTransportMissing {
        prepareAsQuarkusDoes();
        NativeLibrary.load();
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        NativeSocket.requireTransport(vertx);
        EchoConfig config = new SmallRyeConfigBuilder()
                .withMapping(EchoConfig.class)
                .build()
                .getConfigMapping(EchoConfig.class);
        Connections connections = new Connections(config, new VerbatimEcho());
        NetServerOptions options = new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(BACKLOG);
        int port = freePort();
        SocketAddress address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
        vertx.deployVerticle(
                        () -> new EchoVerticle(
                                address,
                                options,
                                connections,
                                new ActiveTimeClock(PERIOD, Ticker.SYSTEM),
                                accepted -> false),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println(port);
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static void prepareAsQuarkusDoes() {
        JVMUnsafeWarningsControl.disableUnsafeRelatedWarnings();
        System.setProperty("io.netty.allocator.maxOrder", "3");
        System.setProperty("vertx.disableTCCL", "true");
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** All event loops share one listener only where they are given the same port. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
