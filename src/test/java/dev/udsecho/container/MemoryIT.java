package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Needs;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service in its container keeps in memory, on as many processors as the bounds were set for. */
@Tag("container")
class MemoryIT {
    private static final int IDLE_KILOBYTES = 82_000;
    private static final int LOADED_KILOBYTES = 110_000;
    private static final int CONNECTIONS = 100;
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final int ROUNDS = 200;

    @TempDir
    Path directory;

    @Test
    void testResidentMemory_isBoundedIdleAndAfterALoad() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Container server =
                Container.serve(directory.toString(), "--env=JAVA_OPTS_APPEND=-XX:ActiveProcessorCount=2")) {
            assertResident(server, IDLE_KILOBYTES);
            load(directory.resolve("echo.sock"));
            assertResident(server, LOADED_KILOBYTES);
        }
    }

    private static void assertResident(Container server, int most) throws Exception {
        String resident = server.exec("grep", "^VmRSS:", "/proc/1/status").output();
        assertEquals("kB", resident.strip().split("\\s+")[2]);
        assertTrue(Integer.parseInt(resident.split("\\s+")[1]) <= most, resident);
    }

    private static void load(Path socket) throws Exception {
        byte[] message = Client.randomBytes(MESSAGE_BYTES);
        List<SocketChannel> channels = new ArrayList<>();
        try {
            for (int client = 0; client < CONNECTIONS; client++) {
                channels.add(Client.connect(socket));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (SocketChannel channel : channels) {
                    assertEquals(MESSAGE_BYTES, channel.write(ByteBuffer.wrap(message)));
                }
                for (SocketChannel channel : channels) {
                    assertArrayEquals(message, Client.read(channel, MESSAGE_BYTES));
                }
            }
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }
}
