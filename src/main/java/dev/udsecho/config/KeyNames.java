package dev.udsecho.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The keys of this program, and their environment variables by MicroProfile Config's rule. */
final class KeyNames {
    /** The prefix of every variable. */
    static final String VARIABLE_PREFIX = "ECHO_";

    /** SmallRye Config's mark for the elements of a list. */
    private static final String ELEMENT = "[*]";

    private KeyNames() {}

    /** Returns all keys, sorted. A list is one key here, though SmallRye Config also accepts a key for each element. */
    static List<String> all() {
        return mapped().filter(key -> !key.endsWith(ELEMENT)).sorted().toList();
    }

    private static Stream<String> mapped() {
        return ConfigClass.configClass(EchoConfig.class, EchoConfig.PREFIX).getProperties().keySet().stream();
    }

    /** Returns the environment variables of all keys, in the keys' order. */
    static List<String> variables() {
        return all().stream().map(KeyNames::variable).toList();
    }

    /** Returns whether a variable is an element of a list: ECHO_ACCESS_UIDS_0_ is echo.access.uids[0]. */
    static boolean isElement(String variable) {
        return mapped().filter(key -> key.endsWith(ELEMENT))
                .map(key -> variable(key.replace(ELEMENT, "")))
                .anyMatch(list -> variable.matches(list + "_[0-9]+_"));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
