package dev.udsecho.testing;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Runs shell lines in which {@code udsecho} is the packaged program's client. */
public final class Shell {
    private Shell() {}

    /** Runs a line of bash until it exits. Its environment has no key of the program. */
    public static ClientRun bash(String line) throws IOException, InterruptedException {
        Needs.tool("bash");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", function() + line);
        shell.environment().keySet().removeIf(name -> name.startsWith("ECHO_"));
        return ClientRun.of(Processes.start(shell));
    }

    /** Runs one command of the program on a terminal, and returns the terminal's output with unchanged line ends. */
    public static Command terminal(String... words) throws IOException, InterruptedException {
        Needs.tool("script");
        List<String> quoted = Stream.of(words).map(word -> "'" + word + "'").toList();
        return Command.run("script", "-qec", Program.clientInShell() + " " + String.join(" ", quoted), "/dev/null");
    }

    /** Returns the definition of {@code udsecho}. */
    public static String function() {
        return "udsecho() { " + Program.clientInShell() + " \"$@\"; }\n";
    }
}
