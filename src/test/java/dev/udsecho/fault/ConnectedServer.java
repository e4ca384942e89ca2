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

/** A ready server, and a connection from before the fault that must keep working. */
final class ConnectedServer implements AutoCloseable {

    /** A time in which the server checks its name, and can log a problem, more than once. */
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

    /** Returns the socket that has the name. */
    Object inode() throws IOException {
        return Files.getAttribute(socket, "unix:ino");
    }

    /** Waits until a new client is served, and the probe reports it. */
    void awaitReady() throws IOException {
        await().until(() -> process.health("ready") == 200 && Client.isServed(socket));
        assertConnectionGoesOn();
    }

    /**
     * Waits until the server is not ready and its last log line has the reason; then asserts that it logs nothing more.
     */
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

    /** Waits until the server has logged the given number of warnings, each with these words, and no others. */
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

    /** Sends SIGTERM after its client has disconnected, and asserts a clean exit. */
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
