package dev.udsecho.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts and kills the processes of tests. No process outlives the test that started it, or the class whose {@code
 * @BeforeAll} did: it is killed with all its descendants. JUnit finds this extension by itself (META-INF/services).
 */
public final class Processes implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final long END_SECONDS = 30;

    /** The scope of the running class, with the scope of the running test on top. */
    private static final Deque<List<Process>> SCOPES = new ArrayDeque<>(List.of(new ArrayList<>()));

    /**
     * A command that restores SIGINT. If SIGINT is ignored here, as under nohup, a JVM inherits that and does not exit
     * on it: signal(7), execve(2).
     */
    private static final List<String> PREFIX = isSigintIgnored() ? List.of("env", "--default-signal=INT") : List.of();

    /**
     * Starts a process, which reacts to SIGINT even where this one ignores it.
     *
     * @throws IOException if its program is not there
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(PREFIX);
        command.addAll(builder.command());
        Process process = builder.command(command).start();
        synchronized (SCOPES) {
            SCOPES.element().add(process);
        }
        return process;
    }

    /** Sends a signal, by its name such as INT, to processes: with the kill of sh(1), as the program kill may be missing. */
    public static void signal(String name, long... pids) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder("kill -s " + name);
        for (long pid : pids) {
            line.append(' ').append(pid);
        }
        Command sent = Command.run("sh", "-c", line.toString());
        if (sent.status() != 0) {
            throw new IOException(line + ": " + sent.output());
        }
    }

    private static boolean isSigintIgnored() {
        Path status = Path.of("/proc/self/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> Pattern.matches(".*[2367abefABEF]", line));
        } catch (IOException noProc) {
            return false;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        enter();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leave();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave();
    }

    private static void enter() {
        synchronized (SCOPES) {
            SCOPES.push(new ArrayList<>());
        }
    }

    private static void leave() {
        List<Process> ending;
        synchronized (SCOPES) {
            ending = SCOPES.pop();
        }
        ending.forEach(Processes::end);
    }

    /** Kills a process and all its descendants, and waits until they are gone. */
    public static void end(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd(process::isAlive, process.info());
        descendants.forEach(descendant -> awaitEnd(() -> isRunning(descendant), descendant.info()));
    }

    private static void awaitEnd(BooleanSupplier isRunning, ProcessHandle.Info info) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (isRunning.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still runs after SIGKILL: " + info);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process);
    }

    /** A child whose parent is gone stays a zombie where process 1 reaps none, as in a container without an init. */
    private static boolean isZombie(ProcessHandle ending) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(ending.pid()), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return Files.exists(Path.of("/proc/self"));
        }
    }
}
