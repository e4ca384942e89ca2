package dev.udsecho.diagnosis;

import dev.udsecho.testing.ClientRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs of the packaged program's client in a scene, by its caller. */
final class Runs {
    /** Causes that are detected only by a timeout. */
    private static final Set<String> LATE = Set.of("backlog-full", "mute");

    private Runs() {}

    /** Returns the timeout of a run with an expected cause: a long one if the run ends earlier by itself. */
    static String timeoutFor(String cause) {
        return LATE.contains(cause) ? "5s" : "20s";
    }

    /** Starts a command with these words after its options. */
    static Process start(Scene scene, String timeout, String command, String... words) throws IOException {
        String path = scene.path().toString();
        List<String> all = new ArrayList<>(List.of(command, "--timeout", timeout, "--socket", path));
        all.addAll(List.of(words));
        return ClientRun.start(scene.caller().before(), all.toArray(String[]::new));
    }

    /** Runs a check until it exits. */
    static ClientRun check(Scene scene, String timeout) throws Exception {
        return ClientRun.of(start(scene, timeout, "check", "--json"));
    }
}
