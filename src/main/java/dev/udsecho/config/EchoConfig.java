package dev.udsecho.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What can be set, by MicroProfile Config's rules: {@code echo.socket.path} is also {@code ECHO_SOCKET_PATH}. */
@ConfigMapping(prefix = "echo")
public interface EchoConfig {
    /** {@code echo.socket.*}: the file that clients connect to. */
    SocketConfig socket();

    /** {@code echo.log.*}: what the log shows. */
    LogConfig log();

    /** Event loops that serve connections, 0 to 1024; 0 is one for each processor. */
    @WithDefault("0")
    @WithConverter(Converters.OfEventLoops.class)
    int eventLoops();
}
