package dev.udsecho.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Archives of the classes that the packaged program loads (JEP 350), which its next JVMs map instead of loading and
 * verifying each class. An archive is created by a run of the program when it is first needed. A JVM that can't use it
 * does without.
 */
final class ClassArchive {
    private static final long TRAINING_MINUTES = 5;
    private static final String SERVER = create("server", "serve");
    private static final String CLIENT = create("client", "check");

    private ClassArchive() {}

    /** Returns the option with which a JVM of the service uses its archive. */
    static String server() {
        return SERVER;
    }

    /** Returns the option with which a JVM of a client command uses its archive. */
    static String client() {
        return CLIENT;
    }

    private static String create(String name, String word) {
        Path archive = Program.beside(name + ".jsa");
        Path socket = Program.beside(name + ".sock");
        ProcessBuilder training = new ProcessBuilder(
                        Program.command(List.of("-XX:ArchiveClassesAtExit=" + archive), word))
                .redirectErrorStream(true)
                .redirectOutput(Program.beside(name + ".log").toFile());
        training.environment().put("ECHO_SOCKET_PATH", socket.toString());
        training.environment().put("QUARKUS_HTTP_PORT", "0");
        try {
            train(Processes.start(training), word, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "-XX:SharedArchiveFile=" + archive;
    }

    /** Creates the archive, which the JVM writes at its exit: at once for a check, which finds nothing at its path. */
    private static void train(Process process, String word, Path socket) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(TRAINING_MINUTES);
        try {
            if (word.equals("serve")) {
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
