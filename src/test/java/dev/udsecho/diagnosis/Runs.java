package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs of the packaged program's client in a scene, by its caller, with two seconds for each.
 *
 * @param application a copy of the program that everybody may read
 */
record Runs(Path application) {
    /** Copies the program into a directory, and lets everybody in. */
    static Runs copiedTo(Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path application = directory.resolve("quarkus-app");
        Command copied = Command.run("cp", "-r", ServeProcess.APPLICATION.toString(), application.toString());
        assertEquals(0, copied.status(), copied::output);
        return new Runs(application);
    }

    /** Starts a command with these words after its options. */
    Process start(Scene scene, String command, String... words) throws IOException {
        String path = scene.path().toString();
        List<String> all = new ArrayList<>(List.of(command, "--timeout", "2s", "--socket", path));
        all.addAll(List.of(words));
        return ClientRun.start(scene.caller().before(), application, all.toArray(String[]::new));
    }

    /** Runs a check to its end, within a minute. */
    ClientRun check(Scene scene) throws Exception {
        Process check = start(scene, "check", "--json");
        if (!check.waitFor(1, TimeUnit.MINUTES)) {
            check.destroyForcibly().waitFor();
            throw new AssertionError("check still runs after a minute");
        }
        return ClientRun.of(check);
    }
}
