package dev.udsecho.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;

/** The keys of this program, and the environment variables that stand for them by MicroProfile Config's rule. */
final class Keys {
    /** What every variable begins with. */
    static final String VARIABLE_PREFIX = "ECHO_";

    private Keys() {}

    /** Returns all keys, sorted. A list is one key here, though SmallRye Config also takes its elements one by one. */
    static List<String> all() {
        return ConfigClass.configClass(EchoConfig.class, EchoConfig.PREFIX).getProperties().keySet().stream()
                .filter(key -> !key.endsWith("[*]"))
                .sorted()
                .toList();
    }

    /** Returns the environment variables of all keys, in the keys' order. */
    static List<String> variables() {
        return all().stream().map(Keys::variable).toList();
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
