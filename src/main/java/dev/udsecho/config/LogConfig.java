package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** {@code echo.log.*}: what the log shows. */
public interface LogConfig {
    /** What of the bytes that come is logged: {@code none}, or {@code preview} for the first 64 of each read. */
    @WithDefault("none")
    @WithConverter(Converters.OfPayloadLog.class)
    PayloadLog payload();
}
