package dev.udsecho.testing;

import dev.udsecho.config.EchoConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The configuration as the program reads it, from given keys alone: no environment, no files. */
public final class TestConfig {
    private TestConfig() {}

    /** Reads the keys, or fails as the start would. */
    public static EchoConfig of(Map<String, String> keys) {
        return new SmallRyeConfigBuilder()
                .withMapping(EchoConfig.class)
                .withDefaultValues(keys)
                .build()
                .getConfigMapping(EchoConfig.class);
    }
}
