package dev.udsecho.config;

import dev.udsecho.text.EditDistance;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The environment variables that begin as this program's own do, and stand for no key. SmallRye Config passes over them
 * (<a href="https://github.com/quarkusio/quarkus/issues/38479">quarkus#38479</a>). All that are no slip of a known one
 * ({@link EditDistance}) are somebody else's, such as those that
 * <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes</a> and
 * <a href="https://docs.docker.com/engine/network/links/#environment-variables">Docker</a> set for a service named echo.
 */
public final class UnknownVariables {
    private final List<String> known;
    private final List<String> unknown;

    private UnknownVariables(List<String> known, List<String> unknown) {
        this.known = known;
        this.unknown = unknown;
    }

    /**
     * Returns the unknown ones.
     *
     * @param names the names of all environment variables
     */
    public static UnknownVariables among(Collection<String> names) {
        List<String> known = Keys.variables();
        Set<String> keys = Set.copyOf(known);
        List<String> unknown = names.stream()
                .filter(name -> name.startsWith(Keys.VARIABLE_PREFIX))
                .filter(name -> !keys.contains(name) && !Keys.isElement(name))
                .sorted()
                .toList();
        return new UnknownVariables(known, unknown);
    }

    /** Returns a sentence for each slip, which names the variable that is meant. */
    List<String> slips() {
        return unknown.stream()
                .flatMap(
                        name -> meant(name)
                                .map(variable -> name + " is no key of this program; did you mean " + variable + "?")
                                .stream())
                .toList();
    }

    /** Returns the names of all others, sorted. */
    public List<String> others() {
        return unknown.stream().filter(name -> meant(name).isEmpty()).toList();
    }

    private Optional<String> meant(String name) {
        return EditDistance.nearest(name, known);
    }
}
