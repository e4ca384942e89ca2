package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(OwnDirectory.class)
class OwnedHttpTest {
    @ConfigProperty(name = "socket.path")
    Path socket;

    @Test
    void testResource_answersOnTheSocket() throws IOException {
        String answer = get("/hello");

        assertTrue(answer.startsWith("HTTP/1.0 200 OK"), answer);
        assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }

    private String get(String resource) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(("GET " + resource + " HTTP/1.0\r\n\r\n").getBytes("US-ASCII")));
            return new String(Channels.newInputStream(channel).readAllBytes(), "US-ASCII");
        }
    }
}
