package dev.udsecho.bench.tcp;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A TCP listener of this program in a separate process, so that it shares nothing with the load but the machine. It
 * ends when its standard input ends, so it never outlives this process.
 */
public final class TcpBenchListener implements Closeable {
    /** The argument that starts this program as such a listener. */
    public static final String ARGUMENT = "bench-listener";

    /** The system property that names the program that starts the JVM, where the JVM alone is not enough. */
    private static final String LAUNCHER = "udsecho.launcher";

    /**
     * The image's memory settings. The JVM's warnings go to standard error, as the first line of standard output must
     * be the port.
     */
    private static final List<String> SERVICE_SETTINGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx48m",
            "-XX:MaxDirectMemorySize=64m",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr");

    private static final int EXIT_TIMEOUT_SECONDS = 5;

    private final Process process;
    private final TcpEndpoint endpoint;

    private TcpBenchListener(Process process, TcpEndpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts the listener and blocks until it listens.
     *
     * @throws IOException if it does not start; it prints the reason on standard error itself
     */
    public static TcpBenchListener start() throws IOException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = String.valueOf(process.inputReader().readLine());
        if (!port.matches("\\d{1,5}")) {
            process.destroyForcibly();
            throw new IOException("the TCP listener did not start");
        }
        return new TcpBenchListener(process, TcpEndpoint.on(Integer.parseInt(port)));
    }

    private static List<String> command() {
        Optional<String> launcher = Optional.ofNullable(System.getProperty(LAUNCHER));
        if (launcher.isPresent()) {
            return List.of(launcher.get(), ARGUMENT);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SERVICE_SETTINGS);
        String classPath = System.getProperty("java.class.path");
        command.addAll(
                classPath.contains(File.pathSeparator)
                        ? List.of("-cp", classPath, "dev.udsecho.Main")
                        : List.of("-jar", classPath));
        command.add(ARGUMENT);
        return command;
    }

    /** Returns the endpoint at which it listens. */
    public TcpEndpoint endpoint() {
        return endpoint;
    }

    /** Closes the listener's standard input and waits up to five seconds for its process to exit, then kills it. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
