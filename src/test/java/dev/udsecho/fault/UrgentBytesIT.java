package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests clients that send urgent bytes (MSG_OOB in <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>). Such a byte is outside the stream, and no
 * ordinary byte waits behind it forever.
 */
class UrgentBytesIT {
    /**
     * A client that sends on one connection while the server is stopped, so that the server receives everything at
     * once; then it reads the other bytes.
     */
    private static final String CLIENT = """
            import os, signal, socket, sys
            path, server = sys.argv[1], int(sys.argv[2])
            client = socket.socket(socket.AF_UNIX)
            client.settimeout(20)
            client.connect(path)
            client.send(b"-")
            assert client.recv(1) == b"-"
            os.kill(server, signal.SIGSTOP)
            expected = b""
            for part in sys.argv[3:]:
                urgent = part.startswith("!")
                text = part.lstrip("!").encode()
                client.send(text, socket.MSG_OOB if urgent else 0)
                expected += text[:-1] if urgent else text
            os.kill(server, signal.SIGCONT)
            received = b""
            while len(received) < len(expected):
                received += client.recv(1000)
            print((received == expected, received.decode()[-8:].lstrip("x")))
            """;

    @TempDir
    Path directory;

    @Test
    void testOrdinaryBytesBehindAnUrgentOne_arrive() throws Exception {
        Needs.tool("python3");
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertEquals("(True, 'abdef')\n", client(socket, server, "!abc", "def"));
            String large = "x".repeat(10_000);
            assertEquals("(True, 'the last')\n", client(socket, server, large, "!" + large, large + "the last"));
        }
    }

    private static String client(Path socket, ServeProcess server, String... parts) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("python3", "-c", CLIENT, socket.toString(), String.valueOf(server.pid())));
        words.addAll(List.of(parts));
        return Command.succeed(words);
    }
}
