package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The place of a situation: a directory that all users may enter, the path to check, and the caller. Names are relative
 * to the directory. Servers and processes are closed with it.
 */
final class Scene {
    private final Path directory;
    private final Mounts mounts;
    private final Deque<AutoCloseable> ends = new ArrayDeque<>();
    private Path path;
    private Caller caller = Caller.SELF;

    Scene(Path directory, Mounts mounts) throws IOException {
        this.directory = Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.mounts = mounts;
        this.path = at("echo.sock");
    }

    Path path() {
        return path;
    }

    Caller caller() {
        return caller;
    }

    Path at(String name) {
        return directory.resolve(name);
    }

    /** Sets another name to check than echo.sock. */
    Scene ask(String name) {
        path = at(name);
        return this;
    }

    /** Sets a path of the given number of bytes to check, filled with the given character. */
    Scene ask(int bytes, String letter) {
        int left = bytes - directory.toString().length() - 1;
        int width = letter.getBytes(StandardCharsets.UTF_8).length;
        return ask(letter.repeat(left / width) + "x".repeat(left % width));
    }

    Scene as(Caller other) {
        caller = other;
        return this;
    }

    Scene file(String name) throws IOException {
        Files.createFile(at(name));
        return this;
    }

    Scene folder(String name) throws IOException {
        Files.createDirectory(at(name));
        return this;
    }

    Scene link(String name, String target) throws IOException {
        Files.createSymbolicLink(at(name), Path.of(target));
        return this;
    }

    /** Renames a file; its old name becomes free. */
    Scene rename(String name, String other) throws IOException {
        Files.move(at(name), at(other), StandardCopyOption.ATOMIC_MOVE);
        return this;
    }

    /** Creates a character device, which only root may do. */
    Scene device(String name) throws Exception {
        Needs.root();
        return run("mknod", name, "c", "1", "3");
    }

    /** Sets the mode and the owner of a file, which only root may do. */
    Scene access(String name, String mode, String owner) throws Exception {
        Needs.root();
        return run("chown", owner, name).run("chmod", mode, name);
    }

    /** Mounts a file or directory at another name too. */
    Scene mount(String content, String name) throws Exception {
        mounts.bind(at(content), at(name));
        return this;
    }

    /** Mounts a directory at another name through a process. */
    Process fuse(String content, String name) throws Exception {
        return mounts.fuse(at(content), at(name));
    }

    Scene serve(String name, PlainServer.ConnectionHandler handler) throws IOException {
        return until(new PlainServer(at(name), handler));
    }

    /** Starts a server at the path to check. */
    Scene serve(PlainServer.ConnectionHandler handler) throws IOException {
        return serve(directory.relativize(path).toString(), handler);
    }

    /** Creates the file of a server that has exited. */
    Scene stale(String name) throws IOException {
        new PlainServer(at(name), Client::readToEnd).close();
        return this;
    }

    /** Runs a command in the directory until it exits. It must succeed. */
    Scene run(String... command) throws Exception {
        Needs.tool(command[0]);
        int status = start(command).waitFor();
        assertEquals(0, status, () -> String.join(" ", command));
        return this;
    }

    /** Starts a command in the directory. */
    Process start(String... command) throws IOException {
        Needs.tool(command[0]);
        Process process = Processes.start(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD));
        until(() -> process.destroyForcibly().waitFor());
        return process;
    }

    /** Adds a resource to close with the scene. */
    Scene until(AutoCloseable end) {
        ends.push(end);
        return this;
    }

    void end() throws Exception {
        while (!ends.isEmpty()) {
            ends.pop().close();
        }
    }
}
