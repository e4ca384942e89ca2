package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineServerTest {
    @TempDir
    Path directory;

    @Test
    void testOwner_answersAgain_whenItsNameWasDeleted() throws Exception {
        Path socket = directory.resolve("lines.sock");
        CountDownLatch healed = new CountDownLatch(1);
        try (PathOwner owner = PathOwner.of(SocketPath.of(socket.toString()))
                .onEvent(event -> {
                    if (event.kind() == PathEvent.Kind.HEALED) {
                        healed.countDown();
                    }
                })
                .start(LineServer::bind)) {
            assertEquals("HELLO", ask(socket, "hello"));

            Files.delete(socket);

            assertTrue(healed.await(30, TimeUnit.SECONDS), owner::obstacle);
            assertEquals("AGAIN", ask(socket, "again"));
        }
        assertFalse(Files.exists(socket));
    }

    private static String ask(Path socket, String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader answers = new BufferedReader(Channels.newReader(channel, "UTF-8"))) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes("UTF-8")));
            return answers.readLine();
        }
    }
}
