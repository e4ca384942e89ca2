package dev.udsecho.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged program's completion script in real shells on a terminal, with the Tab key. */
class CompletionIT {
    /** Replaces the program: prints its arguments after completion. */
    private static final String SHOW = "udsecho() { echo \"typed: $*.\"; }\n";

    @TempDir
    static Path directory;

    private static Path script;

    @BeforeAll
    static void print() throws Exception {
        script = Files.writeString(
                directory.resolve("completion"), ClientRun.of("completion").output());
        Files.createFile(directory.resolve("a report.html"));
        Files.createFile(directory.resolve("echo.sock"));
        Files.writeString(directory.resolve(".zshrc"), "");
    }

    /** Types lines into a shell on a terminal, and returns the terminal's output. */
    private static String type(String shell, String... lines) throws Exception {
        Needs.tools("script", shell.split(" ")[0]);
        ProcessBuilder terminal = new ProcessBuilder("script", "-qec", shell, "/dev/null").redirectErrorStream(true);
        terminal.directory(directory.toFile()).environment().put("ZDOTDIR", directory.toString());
        Process process = Processes.start(terminal);
        StringBuilder typed = new StringBuilder("source " + script + "\n" + SHOW);
        for (String line : lines) {
            typed.append(line).append('\n');
        }
        process.getOutputStream().write((typed + "exit\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return ClientRun.of(process).output();
    }

    private static void assertCompletes(String shell) throws Exception {
        String shown = type(
                shell,
                "udsecho pi\t",
                "udsecho ping --socket echo\t",
                "udsecho check ./ech\t",
                "udsecho send --socket " + directory + "/ec\t",
                "udsecho bench --html a\\ r\t",
                "udsecho ping --int\t1s");
        for (String line : new String[] {
            "typed: ping.",
            "typed: ping --socket echo.sock.",
            "typed: check ./echo.sock.",
            "typed: send --socket " + directory + "/echo.sock.",
            "typed: bench --html a report.html.",
            "typed: ping --interval 1s."
        }) {
            assertTrue(shown.contains(line), line + " is not in " + shown);
        }
    }

    @Test
    void testBash_completesWordsAndFiles() throws Exception {
        assertCompletes("bash --norc --noprofile -i");
    }

    @Test
    void testZsh_completesWordsAndFiles() throws Exception {
        assertCompletes("zsh -i");
    }
}
