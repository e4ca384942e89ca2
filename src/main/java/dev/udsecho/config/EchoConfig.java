package dev.udsecho.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * The configuration of the service. By MicroProfile Config's rules, {@code echo.socket.path} is also
 * {@code ECHO_SOCKET_PATH}.
 */
@ConfigMapping(prefix = EchoConfig.PREFIX)
public interface EchoConfig {
    /** The prefix of every key. */
    String PREFIX = "echo";

    /**
     * The maximum number of event loops that can be configured. Each takes three file descriptors, a thread, and heap
     * for its caches. With the JVM's options of the image (a heap of 48 MB) and 8,000 open connections, 160 event loops
     * served all connections; 192 ran out of heap.
     */
    int MAX_EVENT_LOOPS = 64;

    /** {@code echo.socket.*}: the file that clients connect to. */
    SocketConfig socket();

    /** {@code echo.access.*}: the peers that are served. */
    AccessConfig access();

    /** {@code echo.log.*}: the content of the log. */
    LogConfig log();

    /** {@code echo.page.*}: the page that the HTTP port serves to a browser. */
    PageConfig page();

    @Description(
            "connections open at once, 1 to 1000000; lowered at start, with a warning, to fit the file-descriptor limit and the container's memory")
    @WithDefault("8192")
    @WithConverter(Converters.OfMaxConnections.class)
    int maxConnections();

    @Description("a connection on which no byte moved either way for this long is closed; `0s` means never")
    @WithDefault("0s")
    @WithConverter(Converters.OfDuration.class)
    Duration idleTimeout();

    @Description(
            "a connection whose peer reads nothing for this long while bytes wait for it is closed; `0s` means never")
    @WithDefault("30s")
    @WithConverter(Converters.OfDuration.class)
    Duration stallTimeout();

    @Description("how long open connections may go on after SIGTERM; `0s` closes them at once")
    @WithDefault("5s")
    @WithConverter(Converters.OfDuration.class)
    Duration drainTimeout();

    @Description("event loops that serve connections, 0 to 64; `0` is half as many as processors, at least one")
    @WithDefault("0")
    @WithConverter(Converters.OfEventLoops.class)
    int eventLoops();
}
