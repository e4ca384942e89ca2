package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jumps of the wall clock, as when a virtual machine wakes up: only the log shows them. */
class ClockIT {
    private static final int HOUR = 3600;

    @TempDir
    Path directory;

    private Path socket;
    private Path offset;
    private int words;

    @BeforeEach
    void choosePaths() throws Exception {
        Needs.tool("faketime");
        socket = directory.resolve("echo.sock");
        offset = directory.resolve("offset");
        jump(0);
    }

    @Test
    void testClockJumpsAnHourForthAndBack_nothingIsClosedOrPublishedAgain() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, startWithFakeClock())) {
            Object inode = server.inode();
            for (int seconds : List.of(HOUR, -HOUR, 0)) {
                jump(seconds);
                awaitJump(server.process(), seconds);
                await().during(Duration.ofSeconds(3))
                        .until(() -> server.process().health("ready") == 200);
                server.awaitReady();
                assertEquals(inode, server.inode());
            }
            server.awaitComplaints();
            server.assertEndsWell();
        }
    }

    @Test
    void testNameLostWhileTheClockIsAnHourBack_isPublishedAgain() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, startWithFakeClock())) {
            jump(-HOUR);
            awaitJump(server.process(), -HOUR);
            Files.delete(socket);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            server.assertEndsWell();
        }
    }

    /**
     * Starts a server with a fake wall clock only, since timers and timeouts must use the monotonic clock. The
     * library's own workaround for pthread_cond_timedwait(3) must be off: with it each timed wait of a JVM thread
     * returns at once, repeatedly.
     */
    private ServeProcess startWithFakeClock() throws Exception {
        Command preload = Command.run("faketime", "-f", "+0", "printenv", "LD_PRELOAD");
        assertEquals(0, preload.status(), preload::output);
        return ServeProcess.start(Map.of(
                "ECHO_SOCKET_PATH",
                socket.toString(),
                "ECHO_LOG_PAYLOAD",
                "preview",
                "LD_PRELOAD",
                preload.output().trim(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0"));
    }

    /** Shifts the server's wall clock by the given number of seconds, in one step. */
    private void jump(int seconds) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), String.format("%+d%n", seconds));
        Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits until the server logs its input with a time that is shifted by the given number of seconds. */
    private void awaitJump(ServeProcess server, int seconds) {
        await().until(() -> {
            LocalTime expected = LocalTime.now().plusSeconds(seconds);
            return Duration.between(expected, timeOfNextLine(server)).abs().toMinutes() == 0;
        });
    }

    private LocalTime timeOfNextLine(ServeProcess server) throws Exception {
        String word = "word" + words++ + ".";
        Client.exchange(socket, word.getBytes(StandardCharsets.US_ASCII));
        await().until(() -> server.output().contains(word));
        String line = server.output()
                .lines()
                .filter(found -> found.contains(word))
                .findFirst()
                .orElseThrow();
        return LocalTime.parse(line.substring(0, line.indexOf(' ')));
    }
}
