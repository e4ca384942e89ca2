package dev.udsecho.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The configuration files that Quarkus reads at its start, besides those in its jars: {@code .env} and
 * {@code config/application.properties} in the working directory, the files that {@code quarkus.config.locations}
 * names, and the profile's file beside each
 * (<a href="https://quarkus.io/guides/config-reference#configuration-sources">configuration sources</a>). A file that
 * Quarkus cannot read or parse ends it with an ExceptionInInitializerError, which does not name the file.
 *
 * @param directory the working directory
 * @param settings returns the value of a key of Quarkus, from a system property or a variable
 */
public record ConfigFiles(Path directory, Function<String, Optional<String>> settings) {
    private static final String PROFILE = "quarkus.profile";
    private static final String PRODUCTION = "prod";
    private static final String LOCATIONS = "quarkus.config.locations";

    /**
     * Returns a sentence for each file that this process cannot read or parse; none for a missing file. Reads all files
     * on the calling thread.
     */
    public static List<String> problems() {
        return new ConfigFiles(Path.of(System.getProperty("user.dir")), ConfigFiles::setting).findProblems();
    }

    private static Optional<String> setting(String key) {
        String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(System.getProperty(key, System.getenv(variable)));
    }

    List<String> findProblems() {
        return Stream.of(dotEnv(), inConfigDirectory(), inLocations())
                .flatMap(files -> files)
                .toList();
    }

    /**
     * Returns the problem of .env. Quarkus does not read a directory of that name, such as a virtual environment of
     * Python.
     */
    private Stream<String> dotEnv() {
        Path file = directory.resolve(".env");
        return Files.isDirectory(file) ? Stream.empty() : problemsOf(file);
    }

    /** Returns the problems of config/. Quarkus also lists the directory, though it skips the other files in it. */
    private Stream<String> inConfigDirectory() {
        Path config = directory.resolve("config");
        if (!Files.isDirectory(config)) {
            return Stream.empty();
        }
        Optional<String> problem = new ConfigFile(config).problem();
        return problem.isPresent() ? problem.stream() : problemsOf(config.resolve("application.properties"));
    }

    private Stream<String> inLocations() {
        return settings.apply(LOCATIONS).stream()
                .flatMap(locations -> Stream.of(locations.split(",")))
                .flatMap(location -> path(location.strip()).stream())
                .flatMap(this::problemsOf);
    }

    /**
     * Returns the path of a location, which is a path or a file: URI. Quarkus itself reports what is wrong with any
     * other location.
     */
    private Optional<Path> path(String location) {
        try {
            URI uri = directory.toUri().resolve(location);
            return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Stream<String> problemsOf(Path file) {
        ConfigFile main = new ConfigFile(file);
        return Stream.concat(Stream.of(main), Files.isRegularFile(file) ? ofProfiles(file) : main.listed())
                .flatMap(part -> part.problem().stream());
    }

    /**
     * Returns the files of the profiles, such as application-prod.properties and .env-prod. Quarkus reads them only if
     * the main file exists.
     */
    private Stream<ConfigFile> ofProfiles(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return Stream.of(settings.apply(PROFILE).orElse(PRODUCTION).split(","))
                .map(profile -> name.substring(0, end) + "-" + profile.strip() + name.substring(end))
                .map(profiled -> new ConfigFile(file.resolveSibling(profiled)));
    }
}
