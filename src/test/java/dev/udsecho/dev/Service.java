package dev.udsecho.dev;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * The service, as its clients meet it.
 *
 * @param socket where it is published
 */
record Service(Path socket) {

    /** What comes back for foo now, or why nothing does. */
    String answer() {
        try (SocketChannel channel = Client.connect(socket)) {
            channel.write(StandardCharsets.UTF_8.encode("foo"));
            channel.shutdownOutput();
            return new String(Client.readToEnd(channel), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Waits until this comes back for foo. */
    void awaitAnswer(String expected) {
        await().until(() -> expected.equals(answer()));
    }

    /** Waits until this is what comes back for foo, and goes on to be. */
    void awaitAnswer(String expected, Duration during) {
        await().during(during).until(() -> expected.equals(answer()));
    }

    /** When its name was published. */
    FileTime published() throws IOException {
        return Files.getLastModifiedTime(socket);
    }

    /** Waits until it is another one than that which was published then, and answers. */
    void awaitSuccessor(FileTime published) {
        await().until(() -> Files.exists(socket) && !published().equals(published) && answer().equals("foo"));
    }
}
