package dev.udsecho.config;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Thrown if the configuration has a problem that SmallRye Config does not detect. */
public final class InvalidConfigException extends Exception {
    private final List<String> problems;

    /** Creates the exception with one sentence for each problem. */
    public InvalidConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = problems;
    }

    /**
     * Refuses misspelt environment variables of this program.
     *
     * @param variables the unknown variables
     */
    public static void ifMisspelt(UnknownVariables variables) throws InvalidConfigException {
        throwIfAny(variables.misspellings());
    }

    /**
     * Refuses a list of peers that is set and empty, such as a variable that was not filled in: read as not set, it
     * would allow every peer.
     */
    public static void ifPeerListIsEmpty(Config config) throws InvalidConfigException {
        throwIfAny(Stream.of("echo.access.uids", "echo.access.gids")
                .map(config::getConfigValue)
                .filter(value -> value.getRawValue() != null)
                .filter(value -> value.getRawValue().replace(",", "").isBlank())
                .map(value -> value.getName() + "=" + value.getRawValue()
                        + " must name at least one number, or not be set at all, to serve every peer")
                .toList());
    }

    private static void throwIfAny(List<String> problems) throws InvalidConfigException {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** Returns one sentence for each problem. */
    public List<String> problems() {
        return problems;
    }
}
