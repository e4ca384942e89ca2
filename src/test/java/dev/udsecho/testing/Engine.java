package dev.udsecho.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The container engine that the build found, Docker or Podman, through its command line. */
public final class Engine {
    /** The image under test. */
    public static final String IMAGE = property("container.image").orElseThrow();

    /** The engine's command. */
    public static final String COMMAND = property("container.engine").orElseThrow();

    private static final long BUILD_MINUTES = 8;

    private Engine() {}

    /** Runs the engine with these arguments, for one minute at most. */
    public static ClientRun run(List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of(COMMAND));
        command.addAll(words);
        return ClientRun.of(Processes.start(new ProcessBuilder(command)));
    }

    /** Returns the engine's output for these arguments, which must succeed. */
    public static String ask(String... words) throws Exception {
        ClientRun run = run(List.of(words));
        if (run.status() != 0) {
            throw new AssertionError(List.of(words) + ": " + run);
        }
        return run.output().strip();
    }

    /**
     * Returns the engine's output where no exception may be thrown: in clean-up, and in messages of failed assertions.
     */
    public static ClientRun runUnchecked(String... words) {
        try {
            return run(List.of(words));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Builds an image from a Dockerfile, in its directory, on the base images of the image under test. */
    public static void build(String tag, File dockerfile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(COMMAND, "build", "--tag", tag, "--file", dockerfile.getPath()));
        command.addAll(baseImages("--build-arg=").toList());
        command.add(dockerfile.getParent());
        runLong(new ProcessBuilder(command));
    }

    /** Returns the base images given to the build, as ARGUMENT=IMAGE; empty if it used its own. */
    public static Stream<String> baseImages(String before) {
        return Stream.of("BUILD_IMAGE", "RUNTIME_IMAGE")
                .flatMap(argument ->
                        property("container." + argument).map(image -> before + argument + "=" + image).stream());
    }

    /** Runs a command that may take minutes, such as a build, and returns its output, which is also shown if it fails. */
    public static String runLong(ProcessBuilder builder) throws IOException, InterruptedException {
        File output = File.createTempFile("udsecho", ".log");
        Process process = Processes.start(builder.redirectErrorStream(true).redirectOutput(output));
        boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
        String printed = Files.readString(output.toPath());
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(builder.command() + (ended ? " failed: " : " still runs: ") + printed);
        }
        Files.delete(output.toPath());
        return printed;
    }

    /** Returns a property of the build. A property that is not set has its own name as the value. */
    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.startsWith("${"));
    }
}
