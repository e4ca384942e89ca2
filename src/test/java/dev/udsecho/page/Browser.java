package dev.udsecho.page;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A browser that shows the page. It starts slowly, so all suites share one, which ends with the tests. */
final class Browser {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static Browser shared;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Returns the shared browser, if Chromium and its driver are installed. */
    static synchronized Browser shared() {
        if (shared == null) {
            shared = new Browser(Chromium.start());
        }
        return shared;
    }

    /** Opens the page of a service, and waits until it shows the facts of the service. */
    void open(int port) {
        leave();
        complaints(); // those of an earlier page do not count here
        driver.get("http://127.0.0.1:" + port + "/");
        await().until(() -> !text("path").isEmpty());
    }

    /** Leaves the page, which polls its service. Its console lines stay to be read. */
    void leave() {
        driver.get("about:blank");
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    /** Returns the text of an element. */
    String text(String id) {
        return element(id).getText();
    }

    boolean isShown(String id) {
        return element(id).isDisplayed();
    }

    String title() {
        return driver.getTitle();
    }

    /** Returns the targets of the page's links. */
    List<String> links() {
        return driver.findElements(By.tagName("a")).stream()
                .map(link -> link.getDomProperty("href"))
                .toList();
    }

    /** Waits until the text of an element contains this part. */
    void awaitText(String id, String part) {
        await().untilAsserted(() -> {
            if (!text(id).contains(part)) {
                throw new AssertionError(id + " shows " + text(id) + ", and not " + part);
            }
        });
    }

    /** Runs a script in the page; the page's policy does not apply to the driver. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs an asynchronous script, which calls its last argument when it is done. */
    Object runToEnd(String script) {
        driver.manage().timeouts().scriptTimeout(Conditions.LIMIT);
        return driver.executeAsyncScript(script);
    }

    /** Presses a key in the element that has the focus. */
    void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Shows another tab for this time, so that the page is hidden. */
    void hide(Duration time) throws InterruptedException {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        TimeUnit.MILLISECONDS.sleep(time.toMillis()); // the test checks that nothing happens meanwhile
        driver.close();
        driver.switchTo().window(here);
    }

    /** Sets the width of the window, in CSS pixels. */
    void resize(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the preferred color scheme: light or dark. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes the whole page to a file of this name. */
    void screenshot(String name) {
        Object png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(png.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of the console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }
}
