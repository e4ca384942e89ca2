package dev.udsecho.diagnosis;

import dev.udsecho.testing.ClientRun;
import java.util.Set;
import java.util.stream.Stream;

/** Runs of the packaged program's client in a scene, by its caller. */
final class Runs {
    /** Causes that are detected only by a timeout. */
    private static final Set<String> LATE = Set.of("backlog-full", "mute");

    private Runs() {}

    /** Returns the timeout of a run with an expected cause: a long one if the run ends earlier by itself. */
    static String timeoutFor(String cause) {
        return LATE.contains(cause) ? "5s" : "20s";
    }

    /** Returns a command line with these words after its options. */
    static String[] words(Scene scene, String timeout, String command, String... words) {
        String[] options = {
            command, "--timeout", timeout, "--socket", scene.path().toString()
        };
        return Stream.of(options, words).flatMap(Stream::of).toArray(String[]::new);
    }

    /** Runs a command in a JVM of its own until it exits. */
    static ClientRun run(Scene scene, String... words) throws Exception {
        return ClientRun.of(ClientRun.start(scene.caller().before(), words));
    }

    /** Runs a check in a JVM of its own until it exits. */
    static ClientRun check(Scene scene, String timeout) throws Exception {
        return run(scene, words(scene, timeout, "check", "--json"));
    }
}
