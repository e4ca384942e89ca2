package dev.udsecho.page;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * Tests the appearance and the behaviour of the page: on a phone and a wide screen, in light and dark, and for a person
 * who reads while it changes.
 */
class PageLookIT {
    private static final String POLLS =
            "performance.getEntriesByType('resource').filter(asked => asked.name.endsWith('/q/echo'))";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static ServeProcess server;
    private static Path socket;

    @BeforeAll
    static void start() {
        socket = directory.resolve("echo.sock");
        server = ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_PAGE_ECHO_BOX", "true"))
                .awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = Browser.shared();
        browser.open(server.httpPort());
        browser.awaitText("headline", "Published");
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1440, light", "1440, dark"})
    void testLayout_isAccessible_andFitsTheWidth(int width, String scheme) throws Exception {
        browser.resize(width);
        browser.prefer(scheme);
        try (SocketChannel open = Client.connect(socket)) {
            Client.roundTrip(open, Client.randomBytes(50_000));
            browser.element("text")
                    .sendKeys("a <b>text</b>", Keys.chord(Keys.SHIFT, Keys.ENTER), "of two lines", Keys.ENTER);
            browser.awaitText("verdict", "the same");
            browser.awaitText("rows", "50.0 kB");
            browser.screenshot(width + "-" + scheme);
            assertEquals(List.of(), Axe.violations(browser));
            assertEquals((long) width, browser.run("return document.documentElement.scrollWidth"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testPolls_keepFocusAndSelection_andAnnounceNothing() {
        browser.element("text").sendKeys("half a word");
        browser.run("""
                window.spoken = 0;
                new MutationObserver(() => spoken++).observe(
                    document.getElementById("announcer"), {characterData: true, childList: true, subtree: true});
                document.getElementById("text").setSelectionRange(5, 6);
                """);
        awaitPolls(2);
        assertEquals("text", browser.run("return document.activeElement.id"));
        assertEquals(
                "a",
                browser.run("const box = document.activeElement;"
                        + " return box.value.slice(box.selectionStart, box.selectionEnd)"));
        browser.run("document.getSelection().selectAllChildren(document.getElementById('path'))");
        awaitPolls(2);
        assertEquals(socket.toString(), browser.run("return document.getSelection().toString()"));
        assertEquals(0L, browser.run("return spoken"));
    }

    @Test
    void testHiddenPage_doesNotPollUntilItIsShown() throws Exception {
        browser.run("""
                window.turns = [];
                document.addEventListener("visibilitychange", event => turns.push(event.timeStamp));
                """);
        browser.hide(Duration.ofSeconds(3));
        awaitPolls(3);
        assertEquals(2L, browser.run("return turns.length"));
        assertEquals(
                0L,
                browser.run("return " + POLLS + ".filter(asked => asked.startTime > turns[0]"
                        + " && asked.startTime < turns[1]).length"));
    }

    @Test
    void testKeyboard_movesThroughThePageInOrder() throws Exception {
        try (SocketChannel open = Client.connect(socket)) {
            Client.roundTrip(open, new byte[1]);
            browser.awaitText("active", "1");
            browser.run("document.activeElement.blur()");
            for (String next : List.of("text", "send", "open")) {
                browser.press(Keys.TAB);
                assertEquals(next, browser.run("return document.activeElement.id"));
                assertTrue(
                        browser.run("return getComputedStyle(document.activeElement).outlineStyle")
                                .equals("solid"),
                        next);
            }
        }
    }

    @Test
    void testTexts_areShortAndHaveUnits() {
        assertEquals(
                List.of(
                        "999 B", "1.2 MB", "123 GB", "230 µs", "1.2 ms", "3.0 s", "9.9 s", "42 s", "3 m 4 s", "5 h 6 m",
                        "7 d 8 h"),
                browser.runToEnd("""
                        const tell = arguments[arguments.length - 1];
                        import("/words.js").then(words => tell([
                            ...[999, 1234567, 123.4e9].map(words.bytes), ...[230, 1234, 3e6].map(words.micros),
                            ...[9.9, 42.9, 184, 18360, 633600].map(words.duration)]));
                        """));
    }

    private static void awaitPolls(int many) {
        long before = polls();
        await().until(() -> polls() >= before + many);
    }

    private static long polls() {
        return (long) browser.run("return " + POLLS + ".length");
    }
}
