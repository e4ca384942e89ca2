package dev.udsecho.config;

import dev.udsecho.text.EditDistance;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The environment variables that have this program's prefix and stand for no key. SmallRye Config ignores them
 * (<a href="https://github.com/quarkusio/quarkus/issues/38479">quarkus#38479</a>). A variable that is not a misspelling
 * of a known one ({@link EditDistance}) belongs to another program, such as those that
 * <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes</a> and
 * <a href="https://docs.docker.com/engine/network/links/#environment-variables">Docker</a> set for a service named
 * echo.
 *
 * @param known the variables of all keys
 * @param unknown the variables with the prefix that stand for no key, sorted
 */
public record UnknownVariables(List<String> known, List<String> unknown) {
    /**
     * Returns the unknown variables.
     *
     * @param names the names of all environment variables
     */
    public static UnknownVariables among(Collection<String> names) {
        List<String> known = KeyNames.variables();
        Set<String> keys = Set.copyOf(known);
        List<String> unknown = names.stream()
                .filter(name -> name.startsWith(KeyNames.VARIABLE_PREFIX))
                .filter(name -> !keys.contains(name) && !KeyNames.isElement(name))
                .sorted()
                .toList();
        return new UnknownVariables(known, unknown);
    }

    /** Returns a sentence for each misspelt variable, with the name that was probably meant. */
    List<String> misspellings() {
        return unknown.stream()
                .flatMap(
                        name -> nearestVariable(name)
                                .map(variable -> name + " is no key of this program; did you mean " + variable + "?")
                                .stream())
                .toList();
    }

    /** Returns the names of all other unknown variables, sorted. */
    public List<String> others() {
        return unknown.stream().filter(name -> nearestVariable(name).isEmpty()).toList();
    }

    private Optional<String> nearestVariable(String name) {
        return EditDistance.nearest(name, known);
    }
}
