package dev.udsecho.config;

import java.util.Collection;
import java.util.List;

/** Something in the configuration is wrong that SmallRye Config lets pass. */
public final class ConfigRefused extends Exception {
    private final List<String> problems;

    private ConfigRefused(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = problems;
    }

    /**
     * Refuses environment variables that look like keys of this program and are none.
     *
     * @param variables the names of all environment variables
     */
    public static void ifUnknown(Collection<String> variables) throws ConfigRefused {
        List<String> problems = ConfigProblems.in(variables).toList();
        if (!problems.isEmpty()) {
            throw new ConfigRefused(problems);
        }
    }

    /** A sentence for each thing that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
