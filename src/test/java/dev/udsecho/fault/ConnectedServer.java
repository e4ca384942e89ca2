package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that is ready, and a connection to it from before the fault, which has to go on in spite of it. */
final class ConnectedServer implements AutoCloseable {

    /** Long enough for the server to look after its name, and to complain, more than once. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Path socket;
    private final ServeProcess process;
    private final SocketChannel open;

    private ConnectedServer(Path socket, ServeProcess process) throws IOException {
        this.socket = socket;
        this.process = process;
        this.open = Client.connect(socket);
        awaitReady();
    }

    static ConnectedServer start(Path socket) throws IOException {
        return of(socket, ServeProcess.start(socket));
    }

    static ConnectedServer of(Path socket, ServeProcess starting) throws IOException {
        return new ConnectedServer(socket, starting.awaitStarted());
    }

    ServeProcess process() {
        return process;
    }

    /** Which socket has the name. */
    Object inode() throws IOException {
        return Files.getAttribute(socket, "unix:ino");
    }

    /** Waits until a new client is served, and the probe says so. */
    void awaitReady() throws IOException {
        await().until(() -> process.health("ready") == 200 && Client.isServed(socket));
        assertConnectionGoesOn();
    }

    /** Waits until it is not ready, and has said why in its last line; then it is quiet, whatever time passes. */
    void awaitUnready(String reason) throws IOException {
        await().untilAsserted(() -> {
            assertEquals(503, process.health("ready"), process::output);
            assertTrue(lastComplaint().contains(reason), process::output);
        });
        int complaints = process.complaints().size();
        await().during(QUIET).until(() -> process.health("ready") == 503);
        assertEquals(complaints, process.complaints().size(), process::output);
        assertConnectionGoesOn();
    }

    /** Waits until it has warned of so many things, each with these words in it, and of nothing else. */
    void awaitComplaints(String... words) {
        await().untilAsserted(() -> {
            List<String> complaints = process.complaints();
            assertEquals(words.length, complaints.size(), process::output);
            for (int i = 0; i < words.length; i++) {
                assertTrue(complaints.get(i).contains(words[i]), process::output);
            }
        });
    }

    private String lastComplaint() {
        List<String> complaints = process.complaints();
        return complaints.isEmpty() ? "" : complaints.get(complaints.size() - 1);
    }

    private void assertConnectionGoesOn() throws IOException {
        byte[] sent = {1, 2, 3};
        assertArrayEquals(sent, Client.roundTrip(open, sent), process::output);
    }

    /** It was told to end when its client had gone, and ends well. */
    void assertEndsWell() throws Exception {
        open.close();
        assertEquals(0, process.terminate(), process::output);
    }

    @Override
    public void close() throws IOException {
        open.close();
        process.close();
    }
}
