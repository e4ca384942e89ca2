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

/** The file systems that a test mounts over directories it has made; after the test none of them is left. Needs root. */
public final class Mounts implements AfterEachCallback {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    private final Deque<Path> mounted = new ArrayDeque<>();

    /** A new tmpfs with these options covers whatever is there. */
    public void tmpfs(Path directory, String options) throws Exception {
        mount(directory, "-t", "tmpfs", "-o", options, "udsecho");
    }

    /** The content of one directory shows in another one too. */
    public void bind(Path content, Path directory) throws Exception {
        mount(directory, "--bind", content.toString());
    }

    /** A file system of message queues, which holds no sockets. */
    public void mqueue(Path directory) throws Exception {
        mount(directory, "-t", "mqueue", "udsecho");
    }

    /**
     * The content of one directory shows in another one through a process, which the kernel asks about each name there.
     * It ends with the mount.
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

    /** The directory with the same files in it, and read-only. */
    public void readOnly(Path directory) throws Exception {
        bind(directory, directory);
        remount(directory, "bind,ro");
    }

    /** Changes the options of what is mounted there. */
    public void remount(Path directory, String options) throws Exception {
        Command.succeed(List.of("mount", "-o", "remount," + options, directory.toString()));
    }

    /** Takes the last mount away, even from under a server that has files open there. */
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
