package dev.udsecho.testing;

import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** File systems that a test mounts over its directories; all are unmounted after the test. Needs root. */
public final class Mounts implements AfterEachCallback {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    private final Deque<Path> mounted = new ArrayDeque<>();

    /** Mounts a new tmpfs with these options over a directory. */
    public void tmpfs(Path directory, String options) throws Exception {
        mount(directory, "-t", "tmpfs", "-o", options, "udsecho");
    }

    /** Bind-mounts one directory over another. */
    public void bind(Path content, Path directory) throws Exception {
        mount(directory, "--bind", content.toString());
    }

    /** Mounts a file system of message queues, which holds no sockets. */
    public void mqueue(Path directory) throws Exception {
        mount(directory, "-t", "mqueue", "udsecho");
    }

    /**
     * Mounts one directory over another through a process, which the kernel asks for each name. The process exits with
     * the mount.
     *
     * @param options of bindfs(1)
     */
    public Process fuse(Path content, Path directory, String... options) throws Exception {
        Needs.root();
        Needs.tool("bindfs");
        List<String> words = new ArrayList<>(List.of("bindfs", "-f"));
        words.addAll(List.of(options));
        words.addAll(List.of(content.toString(), directory.toString()));
        Process process = Processes.start(
                new ProcessBuilder(words).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD));
        await().until(() -> Files.readString(MOUNTINFO).contains(" " + directory + " "));
        mounted.push(directory);
        return process;
    }

    /** Mounts the directory over itself, read-only. */
    public void readOnly(Path directory) throws Exception {
        bind(directory, directory);
        remount(directory, "bind,ro");
    }

    /** Changes the options of a mount. */
    public void remount(Path directory, String options) throws Exception {
        Command.succeed(List.of("mount", "-o", "remount," + options, directory.toString()));
    }

    /** Unmounts the last mount, even while a server has open files there. */
    public void unmountLast() throws Exception {
        Command.succeed(List.of("umount", "-l", mounted.pop().toString()));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!mounted.isEmpty()) {
            unmountLast();
        }
    }

    private void mount(Path directory, String... how) throws Exception {
        Needs.root();
        List<String> words = new ArrayList<>(List.of(how));
        words.add(0, "mount");
        words.add(directory.toString());
        Command.succeed(words);
        mounted.push(directory);
    }
}
