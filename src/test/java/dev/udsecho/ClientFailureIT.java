package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import dev.udsecho.testing.WarmClient;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged program's client against servers that are not udsecho, for each exit status. */
class ClientFailureIT {
    @TempDir
    Path directory;

    private static WarmClient client;

    private Path socket;

    @BeforeAll
    static void startClient() throws Exception {
        client = WarmClient.start();
    }

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private void assertFails(int status, String cause, String words) throws Exception {
        ClientRun run = client.run("send", "--timeout", "2s", "--socket", socket.toString(), "foo");
        assertEquals(status, run.status(), run::toString);
        assertTrue(run.problems().startsWith("udsecho send: " + socket + " (" + cause + "): "), run::problems);
        assertTrue(run.problems().contains(words), run::problems);
        assertEquals(1, run.problems().lines().count(), run::problems);
    }

    @Test
    void testMissingSocket() throws Exception {
        assertFails(66, "no-file", "nothing has that name; start the server");
    }

    @Test
    void testRegularFile() throws Exception {
        Files.createFile(socket);
        assertFails(65, "not-a-socket", "a regular file is there; ");
    }

    @Test
    void testDatagramSocket() throws Exception {
        Needs.tool("socat");
        Process datagram = Processes.start(new ProcessBuilder("socat", "-u", "UNIX-RECV:" + socket, "/dev/null"));
        try {
            await().until(() -> Files.exists(socket));
            assertFails(65, "wrong-type", "a datagram or seqpacket socket is there; ");
        } finally {
            datagram.destroy();
        }
    }

    @Test
    void testStaleSocket() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertFails(69, "stale", "no process listens there any more");
    }

    @Test
    void testMuteServer() throws Exception {
        serve(accepted -> Thread.currentThread().join());
        assertFails(75, "mute", "connected, and 0 of 3 bytes came back within 2s; ");
    }

    @Test
    void testAlteredAnswer() throws Exception {
        serve(accepted -> {
            Client.readToEnd(accepted);
            accepted.write(ByteBuffer.wrap("fOo".getBytes()));
        });
        assertFails(74, "altered", "differs from what was sent at offset 1; ");
    }

    @Test
    void testTruncatedAnswer() throws Exception {
        serve(accepted -> {
            Client.readToEnd(accepted);
            accepted.write(ByteBuffer.wrap("fo".getBytes()));
        });
        assertFails(74, "truncated", "ended after 2 bytes of the 3 ");
    }

    @Test
    void testClosedConnection() throws Exception {
        serve(accepted -> {});
        assertFails(74, "closed", "closed it with no answer; ");
    }

    @Test
    void testNoVerify_onlyPrints() throws Exception {
        serve(accepted -> {
            Client.readToEnd(accepted);
            accepted.write(ByteBuffer.wrap("something else".getBytes()));
        });
        assertEquals(
                new ClientRun(0, "something else", ""),
                ClientRun.of("send", "--no-verify", "--socket", socket.toString(), "foo"));
    }

    @Test
    void testAnotherUser_isDeniedWithModeOwnerAndItsOwnIds() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        Command.run("chmod", "0755", directory.toString());
        serve(accepted -> Client.readToEnd(accepted));
        Files.setAttribute(socket, "unix:mode", 0750);
        List<String> bob = List.of("setpriv", "--reuid=64002", "--regid=64002", "--groups=64003");
        ClientRun run = ClientRun.of(ClientRun.start(bob, "send", "--socket", socket.toString(), "foo"));
        assertEquals(77, run.status(), run::toString);
        assertTrue(
                run.problems()
                        .startsWith(
                                "udsecho send: " + socket + " (denied-file): this process (uid 64002, gid 64002,"
                                        + " groups 64003) may not write to the socket (mode 0750, owner 0:0); have its server set an"),
                run::problems);
    }

    @Test
    void testSocatAsServer() throws Exception {
        Needs.tool("socat");
        Process socat = Processes.start(new ProcessBuilder("socat", "UNIX-LISTEN:" + socket + ",fork", "EXEC:cat"));
        try {
            assertServes();
        } finally {
            socat.destroy();
        }
    }

    @Test
    void testPythonAsServer() throws Exception {
        Needs.tool("python3");
        Process python = Processes.start(new ProcessBuilder("python3", "-c", """
                        import socketserver
                        class Echo(socketserver.StreamRequestHandler):
                            def handle(self):
                                while data := self.request.recv(4096):
                                    self.request.sendall(data)
                        socketserver.ThreadingUnixStreamServer("%s", Echo).serve_forever()
                        """.formatted(socket)));
        try {
            assertServes();
        } finally {
            python.destroy();
        }
    }

    private void assertServes() throws Exception {
        assertEquals(0, client.run("wait", "--socket", socket.toString()).status());
        assertEquals(new ClientRun(0, "foo", ""), ClientRun.of("send", "--socket", socket.toString(), "foo"));
        ClientRun ping = client.run("ping", "--socket", socket.toString(), "--count", "5", "--interval", "1ms");
        assertEquals(0, ping.status(), ping::toString);
        Path input = Files.write(directory.resolve("input"), Client.randomBytes(5_000_000));
        Command same = Command.run(
                "sh",
                "-c",
                Program.clientInShell() + " send --socket " + socket + " - < " + input + " | cmp - " + input);
        assertEquals(0, same.status(), same::output);
    }

    private void serve(PlainServer.ConnectionHandler handler) throws Exception {
        assertFalse(Files.exists(socket));
        new PlainServer(socket, handler);
    }
}
