package dev.udsecho.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests the page's box: it sends a text through the socket, and shows the answer as plain text, even a hostile one. */
class PageBoxIT {
    @TempDir
    static Path directory;

    private static Browser browser;
    private static ServeProcess server;

    @BeforeAll
    static void start() {
        server = ServeProcess.start(Map.of(
                        "ECHO_SOCKET_PATH", directory.resolve("echo.sock").toString(), "ECHO_PAGE_ECHO_BOX", "true"))
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
    }

    @AfterEach
    void testConsole_isSilent() {
        if (browser != null) {
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void testEnter_sends_andTheAnswerIsShownAndAnnounced() {
        browser.element("text").sendKeys("foo", Keys.ENTER);
        browser.awaitText("verdict", "the same 3 bytes.");
        assertTrue(browser.text("verdict").matches("Came back in [0-9.]+ (µs|ms): .*"), browser.text("verdict"));
        assertEquals("foo", browser.text("answer"));
        browser.awaitText("announcer", "the same 3 bytes. foo");
        assertEquals("text", browser.run("return document.activeElement.id"));
    }

    @Test
    void testTabAndSpace_pressTheButton() {
        browser.element("text").sendKeys("two", Keys.chord(Keys.SHIFT, Keys.ENTER), "lines", Keys.TAB);
        assertEquals("send", browser.run("return document.activeElement.id"));
        browser.element("send").sendKeys(Keys.SPACE);
        browser.awaitText("verdict", "the same 9 bytes.");
        assertEquals("two\\n\nlines", browser.text("answer"));
    }

    @Test
    void testClick_sends() {
        browser.element("text").sendKeys("grüße");
        assertEquals("7 of 4,096 bytes", browser.text("size"));
        browser.element("send").click();
        browser.awaitText("verdict", "the same 7 bytes.");
        assertEquals("grüße", browser.text("answer"));
    }

    @Test
    void testHostileText_isShownAsTextAndIsNotInTheLog() {
        fill("<b>bold</b>\u001b[2J\u202e\n12:00:00.000 ERROR [forged] line\n<img src=x onerror=alert(1)>  two blanks");
        browser.element("send").click();
        browser.awaitText("verdict", "the same ");
        assertEquals(
                "<b>bold</b>\\u001b[2J\\u202e\\n\n12:00:00.000 ERROR [forged] line\\n\n"
                        + "<img src=x onerror=alert(1)>  two blanks",
                browser.run("return document.getElementById('answer').textContent"));
        assertEquals(0L, browser.run("return document.querySelectorAll('b, img').length"));
        assertFalse(server.output().matches("(?s).*(forged|bold|onerror|\u001b).*"), server::output);
        assertEquals(List.of(), server.complaints());
    }

    @Test
    void testTooLongText_isNotSent() {
        fill("ü".repeat(2048));
        browser.element("send").click();
        browser.awaitText("verdict", "the same 4,096 bytes.");
        fill("ü".repeat(2048) + "!");
        assertEquals("4,097 of 4,096 bytes, too many", browser.text("size"));
        browser.element("send").click();
        browser.awaitText("verdict", "Too long: 4,097 bytes, and 4,096 at most. Nothing was sent.");
        assertFalse(browser.isShown("answer"));
    }

    @Test
    void testEmptyText_isNotSent() {
        browser.element("text").sendKeys(Keys.ENTER);
        browser.awaitText("verdict", "Write something first.");
    }

    @Test
    void testChangedAnswer_isAnnounced() {
        browser.run("window.fetch = async () => new Response('{\"micros\":1200,\"bytes\":2,\"answer\":\"fo\"}')");
        browser.element("text").sendKeys("foo", Keys.ENTER);
        browser.awaitText("verdict", "Not what was sent: 3 bytes went, 2 came back, in 1.2 ms.");
        assertEquals("fo", browser.text("answer"));
    }

    @Test
    void testDefaults_haveNoBox() {
        try (ServeProcess without =
                ServeProcess.start(directory.resolve("other.sock")).awaitStarted()) {
            browser.open(without.httpPort());
            browser.awaitText("headline", "Published");
            assertFalse(browser.isShown("box"));
            browser.leave(); // else it may poll the service that has just ended, and say so on the console
        }
    }

    private static void fill(String text) {
        browser.run(
                "const box = document.getElementById('text'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))",
                text);
    }
}
