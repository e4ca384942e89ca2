package dev.udsecho.page;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the page shows when clients can no longer connect, and when they can again. */
class PageStateIT {
    @TempDir
    Path directory;

    private Browser browser;
    private Path socket;

    @BeforeEach
    void choosePath() {
        browser = Browser.shared();
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testLostName_isShownUntilItHeals() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            browser.open(server.httpPort());
            browser.awaitText("headline", "Published");
            Files.delete(socket);
            Files.createDirectory(socket);
            browser.awaitText("detail", "Something else has the name; ours comes back when that is taken away.");
            assertEquals("Not published: no client can come", browser.text("headline"));
            assertEquals("Not published · " + socket + " · udsecho", browser.title());
            browser.awaitText("announcer", "Not published");
            assertEquals("a directory", browser.text("found"));
            assertEquals("failed", browser.text("micros"));
            Files.delete(socket);
            browser.awaitText("headline", "Published: a client can come");
            assertEquals(Files.getAttribute(socket, "unix:ino").toString(), browser.text("inode"));
            assertEquals("once", browser.text("lost"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testDeletedFile_isShownUntilItIsPublishedAgain() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            browser.open(server.httpPort());
            browser.awaitText("headline", "Published");
            await().until(() -> {
                Files.deleteIfExists(socket); // until a poll has seen it: the name heals within two seconds
                return browser.text("detail").startsWith("The socket has vanished; ");
            });
            browser.awaitText("headline", "Published: a client can come");
            assertNotEquals("never", browser.text("lost"));
        }
    }

    @Test
    void testStoppedService_isShownAsUnreachableUntilItIsBack() throws Exception {
        String port;
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            port = String.valueOf(server.httpPort());
            browser.open(server.httpPort());
            browser.awaitText("headline", "Published");
            assertEquals(0, server.terminate(), server::output);
        }
        browser.awaitText("headline", "Cannot reach the service since ");
        String since = browser.text("headline");
        assertTrue(since.matches(".* [0-2][0-9]:[0-5][0-9]:[0-5][0-9]"), since);
        assertEquals("Out of reach · " + socket + " · udsecho", browser.title());
        await().during(Duration.ofSeconds(3))
                .until(() -> browser.text("headline").equals(since));
        try (ServeProcess again =
                ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "QUARKUS_HTTP_PORT", port))) {
            again.awaitStarted();
            browser.awaitText("headline", "Published: a client can come");
        }
    }
}
