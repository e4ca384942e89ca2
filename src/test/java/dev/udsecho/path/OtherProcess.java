package dev.udsecho.path;

import dev.udsecho.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Another process that locks single bytes of a file, as another server would. It uses no class of the program under
 * test. The tests of a class share it, and each releases its locks.
 */
final class OtherProcess implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private Process process;
    private PrintStream commands;
    private BufferedReader answers;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path classes = Path.of(OtherProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        process = Processes.start(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes.toString(),
                        Locker.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    long pid() {
        return process.pid();
    }

    /** Tries to lock one byte of a file, and returns whether no other process holds it. */
    boolean lock(Path file, int position) throws IOException {
        return ask("lock " + position + " " + file).equals("true");
    }

    /** Releases all its locks. */
    void release() throws IOException {
        ask("release");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        release();
    }

    private String ask(String command) throws IOException {
        commands.println(command);
        return Optional.ofNullable(answers.readLine())
                .orElseThrow(() -> new IOException("the other process has ended"));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Processes.end(process);
        commands.close();
        answers.close();
    }

    /** The main class of the other process, with only the JDK and the tests on its class path. */
    static final class Locker {
        private Locker() {}

        /** Answers each command with a line, until the standard input ends. */
        public static void main(String[] arguments) throws IOException {
            Map<Path, FileChannel> channels = new HashMap<>();
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(answer(channels, line.split(" ", 3)));
            }
        }

        private static boolean answer(Map<Path, FileChannel> channels, String[] words) throws IOException {
            if (words[0].equals("release")) {
                for (FileChannel channel : channels.values()) {
                    channel.close();
                }
                channels.clear();
                return true;
            }
            Path file = Path.of(words[2]);
            if (!channels.containsKey(file)) {
                channels.put(file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
            }
            FileLock lock = channels.get(file).tryLock(Long.parseLong(words[1]), 1, false);
            return lock != null;
        }
    }
}
