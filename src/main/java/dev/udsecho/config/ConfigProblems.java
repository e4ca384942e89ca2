package dev.udsecho.config;

import dev.udsecho.text.EditDistance;
import io.smallrye.config.ConfigValidationException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists all problems of the configuration, one sentence each: key, value, and the values that are allowed. */
public final class ConfigProblems {
    /** SmallRye Config's message for a value that a converter refused; the last part is the converter's own message. */
    private static final Pattern REFUSED_VALUE = Pattern.compile(
            ".*SRCFG00039: The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being"
                    + " converted (?:SRCFG[0-9]+: )?(.*)",
            Pattern.DOTALL);

    private static final Pattern UNKNOWN_KEY = Pattern.compile(".*SRCFG00050: (\\S+) in .*");

    private ConfigProblems() {}

    /**
     * Returns the problems of values and keys that SmallRye Config found, and the misspelt variables that it ignores.
     *
     * @param variables the names of all environment variables
     */
    public static List<String> in(ConfigValidationException failure, Collection<String> variables) {
        Stream<String> reported = IntStream.range(0, failure.getProblemCount())
                .mapToObj(failure::getProblem)
                .map(problem -> sentence(problem.getMessage()));
        return Stream.concat(reported, UnknownVariables.among(variables).misspellings().stream())
                .toList();
    }

    private static String sentence(String message) {
        Matcher value = REFUSED_VALUE.matcher(message);
        if (value.matches()) {
            return value.group(1) + "=" + value.group(2) + " " + value.group(3);
        }
        Matcher key = UNKNOWN_KEY.matcher(message);
        return key.matches() ? unknown(key.group(1)) : message.replaceFirst("^.*?SRCFG[0-9]+: ", "");
    }

    private static String unknown(String key) {
        List<String> known = KeyNames.all();
        return key + " is no key of this program; "
                + EditDistance.nearest(key, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("it knows " + String.join(", ", known));
    }
}
