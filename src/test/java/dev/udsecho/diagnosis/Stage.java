package dev.udsecho.diagnosis;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A directory in which a shell has set up mounts and servers, in their own mount and PID namespaces: closing it removes
 * all of them. Needs root.
 */
final class Stage implements AutoCloseable {
    private static final List<String> NAMESPACES =
            List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c");
    private static final String STRANGER = "setpriv --reuid=64002 --regid=64002 ";
    private static final int END_OF_PATH = 0;

    private final Path directory;
    private final Process namespaces;
    private final String socket;

    private Stage(Path directory, Process namespaces) throws IOException {
        this.directory = directory;
        this.namespaces = namespaces;
        this.socket = readSocket();
    }

    /**
     * Sets up a socket in an empty directory.
     *
     * @param arrangement a line of shell, with the functions of stage.sh
     * @param socket the path afterwards, from the root or from the directory, as the shell expands it in double quotes
     */
    static Stage set(Path directory, String arrangement, String socket) throws IOException {
        String script = String.join(
                "\n",
                resource("stage.sh"),
                arrangement,
                "path=\"" + socket + '"',
                "case $path in /* | unix:*) ;; *) path=$d/$path ;; esac",
                "printf '%s\\0' \"$path\"",
                "read -r end");
        List<String> command = new ArrayList<>(NAMESPACES);
        command.add(script);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("d", directory.toString(), "echo", resource("echo.py")));
        return new Stage(directory, Processes.start(builder));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Stage.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String readSocket() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (int next = read(); next != END_OF_PATH; next = read()) {
            if (next < 0) {
                throw new AssertionError("the arrangement failed: " + said.toString(StandardCharsets.UTF_8));
            }
            said.write(next);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        return namespaces.getInputStream().read();
    }

    /** Returns the path as a caller gives it. */
    String socket() {
        return socket;
    }

    /** Returns the prefix of a command that runs in the directory there, behind a command of the shell. */
    List<String> caller(String before) {
        String variables = "cd \"$1\"; shift; java='" + System.getProperty("java.home") + "'; stranger='" + STRANGER
                + "--clear-groups'; member='" + STRANGER + "--groups=64100'; ";
        List<String> command = new ArrayList<>(inside());
        command.addAll(List.of("sh", "-c", variables + "exec " + before + " \"$@\"", "sh", directory.toString()));
        return command;
    }

    private List<String> inside() {
        long first = namespaces.children().findFirst().orElseThrow().pid();
        return List.of("nsenter", "--mount", "--pid", "--target", String.valueOf(first), "--");
    }

    /** Returns every file there, by inode, mode, owner, group, times and link target. */
    String listing() throws Exception {
        List<String> command = new ArrayList<>(inside());
        command.addAll(List.of("find", directory.toString(), "-printf", "%i %m %U %G %C@ %T@ %p %l\\n"));
        return Command.succeed(command);
    }

    @Override
    public void close() throws IOException {
        namespaces.getOutputStream().close();
        namespaces.onExit().join();
    }
}
