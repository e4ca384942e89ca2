package dev.udsecho.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that is wrong with the configuration, a sentence each: key, value, and what is allowed. */
public final class ConfigProblems {
    /** How SmallRye Config reports a value that a converter refused; the last part is the converter's own message. */
    private static final Pattern REFUSED_VALUE = Pattern.compile(
            ".*SRCFG00039: The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being"
                    + " converted (?:SRCFG[0-9]+: )?(.*)",
            Pattern.DOTALL);

    private static final Pattern UNKNOWN_KEY = Pattern.compile(".*SRCFG00050: (\\S+) in .*");

    /**
     * The variables that Kubernetes sets in each container for a Service named echo or echo-something; they are no keys
     * of ours (<a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Service
     * environment variables</a>).
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("ECHO(_.+)?_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?)");

    private ConfigProblems() {}

    /**
     * What SmallRye Config found wrong with values and keys, and what it passed over.
     *
     * @param variables the names of all environment variables
     */
    public static List<String> in(ConfigValidationException failure, Collection<String> variables) {
        Stream<String> reported = IntStream.range(0, failure.getProblemCount())
                .mapToObj(failure::getProblem)
                .map(problem -> sentence(problem.getMessage()));
        return Stream.concat(reported, in(variables)).toList();
    }

    private static String sentence(String message) {
        Matcher value = REFUSED_VALUE.matcher(message);
        if (value.matches()) {
            return value.group(1) + "=" + value.group(2) + " " + value.group(3);
        }
        Matcher key = UNKNOWN_KEY.matcher(message);
        return key.matches() ? unknown(key.group(1)) : message.replaceFirst("^.*?SRCFG[0-9]+: ", "");
    }

    /**
     * The environment variables that begin like a key of ours and are none: a slip of the pen, which SmallRye Config
     * passes over (<a href="https://github.com/quarkusio/quarkus/issues/38479">quarkus#38479</a>).
     *
     * @param names the names of all environment variables
     */
    static Stream<String> in(Collection<String> names) {
        Set<String> known = keys().map(ConfigProblems::variable).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> name.startsWith("ECHO_") && !known.contains(name))
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .sorted()
                .map(ConfigProblems::unknown);
    }

    private static String unknown(String key) {
        return key + " is no key of this program; it knows " + keys().sorted().collect(Collectors.joining(", "));
    }

    /** A list is one key here; that SmallRye Config also takes its elements one by one is not worth a word. */
    private static Stream<String> keys() {
        return ConfigClass.configClass(EchoConfig.class, EchoConfig.PREFIX).getProperties().keySet().stream()
                .filter(key -> !key.endsWith("[*]"));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
