package dev.udsecho.config;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Something in the configuration is wrong that SmallRye Config lets pass. */
public final class ConfigRefused extends Exception {
    private final List<String> problems;

    /** Creates one with a sentence for each thing that is wrong. */
    public ConfigRefused(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = problems;
    }

    /**
     * Refuses environment variables that are a slip of one of this program's.
     *
     * @param variables the unknown ones
     */
    public static void ifSlips(UnknownVariables variables) throws ConfigRefused {
        List<String> problems = variables.slips();
        if (!problems.isEmpty()) {
            throw new ConfigRefused(problems);
        }
    }

    /**
     * Refuses a list of peers that is set and names nobody, such as a variable that was to be filled in: read as not set, it
     * would let everybody in.
     */
    public static void ifNobodyIsListed(Config config) throws ConfigRefused {
        List<String> problems = Stream.of("echo.access.uids", "echo.access.gids")
                .map(config::getConfigValue)
                .filter(value -> value.getRawValue() != null)
                .filter(value -> value.getRawValue().replace(",", "").isBlank())
                .map(value -> value.getName() + "=" + value.getRawValue()
                        + " must name at least one number, or not be set at all, to serve everybody")
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigRefused(problems);
        }
    }

    /** A sentence for each thing that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
