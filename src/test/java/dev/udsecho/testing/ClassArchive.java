package dev.udsecho.testing;

import dev.udsecho.text.EnumNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Archives of the classes that the packaged program loads (JEP 350), which its next JVMs map instead of loading and
 * verifying each class. An archive is created by a run of the program when it is first needed. A JVM that can't use it
 * does without.
 */
enum ClassArchive {
    /** The service. */
    SERVER,
    /** The service, by the JVM's own class loader. */
    PLAIN_SERVER,
    /** A client command. */
    CLIENT,
    /** A JVM that runs client commands. */
    LOOP;

    private static final long TRAINING_MINUTES = 5;

    private Path archive;

    /** Returns the options of a JVM that uses this archive, and more options. */
    synchronized List<String> options(String... more) {
        if (archive == null) {
            archive = create();
        }
        List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
        options.addAll(List.of(more));
        return options;
    }

    private Path create() {
        String name = EnumNames.of(this);
        Path created = Program.beside(name + ".jsa");
        Path socket = Program.beside(name + ".sock");
        ProcessBuilder training = new ProcessBuilder(command(List.of("-XX:ArchiveClassesAtExit=" + created)))
                .redirectErrorStream(true)
                .redirectOutput(Program.beside(name + ".log").toFile());
        training.environment().put("ECHO_SOCKET_PATH", socket.toString());
        training.environment().put("QUARKUS_HTTP_PORT", "0");
        try {
            train(Processes.start(training), socket);
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(List<String> options) {
        return switch (this) {
            case SERVER -> Program.command(options, "serve");
            case CLIENT -> Program.command(options, "check");
            case PLAIN_SERVER -> PlainJava.server(options);
            case LOOP -> PlainJava.check(options);
        };
    }

    /** Trains the archive, which the JVM writes at its exit: at once for a check, which finds nothing at its path. */
    private void train(Process process, Path socket) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(TRAINING_MINUTES);
        try {
            if (this == SERVER || this == PLAIN_SERVER) {
                while (process.isAlive() && !Client.isServed(socket) && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                process.destroy();
            }
            process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            Processes.end(process);
        }
    }
}
