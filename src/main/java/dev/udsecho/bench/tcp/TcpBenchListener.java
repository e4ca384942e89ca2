package dev.udsecho.bench.tcp;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A TCP listener of this program in a process of its own, so that it shares nothing with the load but the machine. It ends
 * with its standard input, so that it outlives this process in no case.
 */
public final class TcpBenchListener implements Closeable {
    /** The word that makes this program such a listener. */
    public static final String WORD = "bench-listener";

    /** Names the program that starts the JVM, where that is not enough by itself. */
    private static final String LAUNCHER = "udsecho.launcher";

    /** The image's memory. The JVM's own warnings must not stand before the port, the first line of standard output. */
    private static final List<String> SERVICE_SETTINGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx48m",
            "-XX:MaxDirectMemorySize=64m",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr");

    private static final int PATIENCE_SECONDS = 5;

    private final Process process;
    private final TcpEndpoint endpoint;

    private TcpBenchListener(Process process, TcpEndpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts it, and waits until it listens.
     *
     * @throws IOException if it can't; on standard error it says why itself
     */
    public static TcpBenchListener start() throws IOException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port = firstLine(process.getInputStream());
        if (!port.matches("\\d{1,5}")) {
            process.destroyForcibly();
            throw new IOException("the TCP listener did not start");
        }
        return new TcpBenchListener(process, TcpEndpoint.on(Integer.parseInt(port)));
    }

    private static String firstLine(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = stream.read(); letter >= 0 && letter != '\n'; letter = stream.read()) {
            line.append((char) letter);
        }
        return line.toString();
    }

    private static List<String> command() {
        Optional<String> launcher = Optional.ofNullable(System.getProperty(LAUNCHER));
        if (launcher.isPresent()) {
            return List.of(launcher.get(), WORD);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SERVICE_SETTINGS);
        String classPath = System.getProperty("java.class.path");
        command.addAll(
                classPath.contains(File.pathSeparator)
                        ? List.of("-cp", classPath, "dev.udsecho.Main")
                        : List.of("-jar", classPath));
        command.add(WORD);
        return command;
    }

    /** Where it listens. */
    public TcpEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
