package example;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A new directory for the socket of a test, and for the lock file that stays beside it. */
public final class OwnDirectory implements QuarkusTestResourceLifecycleManager {
    private Path socket = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            socket = Files.createTempDirectory("hello").resolve("hello.sock");
            return Map.of("socket.path", socket.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.delete(socket.resolveSibling("hello.sock.lock"));
            Files.delete(socket.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
