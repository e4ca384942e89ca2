package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code echo.log.*}: the content of the log. */
public interface LogConfig {
    @Description(
            "`preview` logs the first 64 bytes of each read from clients, escaped, at INFO (on in dev mode), 100 lines a second for a connection and 2,000 in all at most")
    @WithDefault("none")
    @WithConverter(Converters.OfPayloadLog.class)
    PayloadLog payload();
}
