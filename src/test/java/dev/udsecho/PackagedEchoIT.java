package dev.udsecho;

import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PackagedEchoIT implements EchoContract {
    @TempDir
    static Path directory;

    private static ServeProcess server;

    @BeforeAll
    static void start() {
        server = ServeProcess.start(directory.resolve("echo.sock")).awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Path socket() {
        return directory.resolve("echo.sock");
    }
}
