package dev.udsecho.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The marked commands of the documentation print what it shows. A directory of the test stands for {@code /tmp}. */
class CommandBlocksIT {
    private static final List<String> TOOLS = List.of("nc", "socat", "curl");
    /** Ends a line that an echo without one leaves open, as a shell's prompt would be put behind it. */
    private static final String NEW_LINE = "\n(status=$?; echo; exit $status)";

    private static final String JAR = "java -jar target/quarkus-app/quarkus-run.jar";

    /** A command in the background that serves on a socket in {@code /tmp}. */
    private static final Pattern SERVER = Pattern.compile("(?m)^(.*?(/tmp/[a-z/]+\\.sock).*) &$");

    /** The server is quiet, and the next command waits until its socket is there. */
    private static final String AWAITED = "$1 > /dev/null 2>&1 &\nuntil [ -S $2 ]; do sleep .05; done";

    private static final String END_SERVERS = "trap 'kill -9 $(jobs -p) 2> /dev/null' EXIT\n";

    @TempDir
    static Path tmp;

    private static ServeProcess server;

    @BeforeAll
    static void start() throws IOException {
        Path program = Files.createDirectories(tmp.resolve("bin")).resolve("udsecho");
        Files.writeString(program, "#!/bin/sh\nexec " + Program.clientInShell() + " \"$@\"\n");
        program.toFile().setExecutable(true);
        server = ServeProcess.start(tmp.resolve("echo.sock")).awaitStarted();
    }

    static Stream<CommandBlock> blocks() throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        for (Path page : Markdown.pages()) {
            blocks.addAll(CommandBlock.of(page));
        }
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void testCommands_printWhatThePageShows(CommandBlock block) throws Exception {
        TOOLS.stream().filter(tool -> block.commands().contains(tool + " ")).forEach(Needs::tool);
        Path directory = Files.createTempDirectory(tmp, "x");
        Files.createDirectory(directory.resolve("d"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script(block, directory))
                .redirectErrorStream(true)
                .directory(directory.toFile());
        shell.environment().put("PATH", tmp.resolve("bin") + ":" + System.getenv("PATH"));
        shell.environment().put("QUARKUS_HTTP_PORT", "0");
        shell.environment().put("ECHO_SOCKET_PATH", tmp.resolve("echo.sock").toString());
        ClientRun run = ClientRun.of(Processes.start(shell));
        assertEquals(
                CommandBlock.comparable(block.output()),
                CommandBlock.comparable(
                        run.output().replace(directory.toString(), "/tmp/x").replace(tmp.toString(), "/tmp")));
    }

    private static String script(CommandBlock block, Path directory) {
        String commands = block.commands().replaceAll("(?m)^alias .*$", "");
        return END_SERVERS
                + SERVER.matcher(commands)
                        .replaceAll(AWAITED)
                        .replaceAll("(?m)(?<!&)$", Matcher.quoteReplacement(NEW_LINE))
                        .replace(JAR, "udsecho")
                        .replace("localhost:9808", "localhost:" + server.httpPort())
                        .replace("/tmp/", tmp + "/")
                        .replace(tmp + "/x/", directory + "/");
    }
}
