package dev.udsecho.page;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a real browser what the packaged program's page shows about the service. */
class PageIT {
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
    void testOpen_showsThePathAndItsFileAndTheState() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            browser.open(server.httpPort());
            browser.awaitText("headline", "Published: a client can come");
            assertEquals("Published · " + socket + " · udsecho", browser.title());
            assertEquals(socket.toString(), browser.text("path"));
            assertEquals("owner", browser.text("role"));
            assertEquals("a socket", browser.text("found"));
            assertEquals("0660 (rw-rw----)", browser.text("mode"));
            assertEquals(attribute("uid") + ":" + attribute("gid"), browser.text("owner"));
            assertEquals(attribute("ino").toString(), browser.text("inode"));
            assertEquals("never", browser.text("lost"));
            await().until(() -> browser.text("micros").matches("[0-9.]+ (µs|ms)"));
            browser.links()
                    .forEach(link -> assertEquals(200, RestAssured.get(link).statusCode(), link));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testHostilePath_isShownAsText() throws Exception {
        socket = Files.createDirectory(directory.resolve("<img src=x onerror=alert(1)>\u202e\n&amp;"))
                .resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            browser.open(server.httpPort());
            String shown = directory + "/<img src=x onerror=alert(1)>\\u202e\\n&amp;/echo.sock";
            assertEquals(shown, browser.text("path"));
            browser.awaitText("headline", "Published");
            assertEquals("Published · " + shown + " · udsecho", browser.title());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testLoad_isCountedDuringAndAfterIt() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            browser.open(server.httpPort());
            assertEquals("No client is connected.", browser.text("more"));
            try (SocketChannel busy = Client.connect(socket);
                    SocketChannel calm = Client.connect(socket)) {
                Client.roundTrip(busy, new byte[150_000]);
                Client.roundTrip(calm, new byte[10]);
                browser.awaitText("active", "2");
                browser.awaitText("rows", "150 kB 150 kB 0 B");
                String us = attribute("uid") + ":" + attribute("gid");
                assertTrue(
                        browser.text("rows")
                                .lines()
                                .allMatch(row ->
                                        row.startsWith(ProcessHandle.current().pid() + " " + us + " ")),
                        () -> browser.text("rows"));
                await().until(() -> {
                    Client.roundTrip(busy, new byte[50_000]);
                    return browser.text("in").matches("[0-9.]+ [kM]B/s")
                            && browser.text("out").equals(browser.text("in"));
                });
            }
            browser.awaitText("more", "No client is connected.");
            assertEquals("0", browser.text("active"));
            assertFalse(browser.isShown("open"));
            assertNotEquals("0", browser.text("closed-client"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testDisabled_thereIsNoPage() {
        try (ServeProcess server = ServeProcess.start(
                        Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_PAGE_ENABLED", "false"))
                .awaitStarted()) {
            for (String path : List.of("/", "/page.css", "/page.js", "/words.js")) {
                assertEquals(
                        404,
                        RestAssured.get("http://127.0.0.1:" + server.httpPort() + path)
                                .statusCode(),
                        path);
            }
        }
    }

    private Object attribute(String name) throws java.io.IOException {
        return Files.getAttribute(socket, "unix:" + name);
    }
}
