package dev.udsecho.expect;

import static dev.udsecho.testing.Conditions.await;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Servers of other projects, which end with the test. */
final class ForeignServer {
    private ForeignServer() {}

    /** Starts a server in a directory, where its output becomes the file {@code log}, and waits until it accepts. */
    static Process start(Path directory, Path socket, List<String> command) throws IOException {
        Path log = directory.resolve("log");
        Process server = Processes.start(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        await().until(() -> {
            if (!server.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            return Client.accepts(socket);
        });
        return server;
    }
}
