package dev.udsecho.bench.tcp;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.process.StartupError;
import dev.udsecho.process.TerminationSignals;
import dev.udsecho.server.EchoVerticle;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.netty.NativeLibrary;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.server.netty.NativeTransportException;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.ActiveTimeClock;
import dev.udsecho.time.Ticker;
import io.quarkus.runtime.JVMUnsafeWarningsControl;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A TCP server on loopback with the service's own data path and its defaults, in place of a Unix socket, for {@code
 * bench --tcp} to compare both. It uses no Quarkus and no file. Its process ends when the process that started it ends,
 * or at a second signal.
 */
public final class TcpBenchServer {
    private static final int BACKLOG = 1024;
    private static final Duration CLOCK_PERIOD = Duration.ofSeconds(1);

    private TcpBenchServer() {}

    /**
     * Runs the listener and never returns. If it cannot start, it prints one sentence and exits with that failure's
     * status.
     */
    public static void start() {
        AtomicBoolean signalled = new AtomicBoolean();
        TerminationSignals.handle(() -> {
            if (signalled.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitStatus.OK.number());
            }
        });
        try {
            run();
        } catch (IOException | NativeTransportException | RuntimeException e) {
            StartupError error = StartupError.of(e);
            error.print();
            Runtime.getRuntime().halt(error.status().number());
        }
    }

    /**
     * Listens, prints the port on standard output, and ends the process when the process that started it has ended.
     *
     * @throws IOException if no port is free
     * @throws NativeTransportException if the service could not serve here either
     */
    private static void run() throws IOException, NativeTransportException {
        prepareAsQuarkusDoes();
        NativeLibrary.load();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setFileSystemOptions(withoutCache()));
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
                                new ActiveTimeClock(CLOCK_PERIOD, Ticker.SYSTEM),
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

    /** Returns options without the directory that Vert.x creates in the temporary one, and leaves when it is halted. */
    private static FileSystemOptions withoutCache() {
        return new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    }

    private static void prepareAsQuarkusDoes() {
        JVMUnsafeWarningsControl.disableUnsafeRelatedWarnings();
        System.setProperty("io.netty.allocator.maxOrder", "3");
        System.setProperty("vertx.disableTCCL", "true");
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Returns a free port. All event loops share one listener only if they are given the same port. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
