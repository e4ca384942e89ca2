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

/** The browser of a person who looks at the page. It starts slowly, so all suites share one, which ends with the tests. */
final class Browser {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static Browser shared;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The one for all, if Chromium and its driver are installed. */
    static synchronized Browser shared() {
        if (shared == null) {
            shared = new Browser(Chromium.start());
        }
        return shared;
    }

    /** Opens the page of a service, and waits until it shows what the service said. */
    void open(int port) {
        driver.get("about:blank"); // what a page before says of its service's end is not for this one
        complaints();
        driver.get("http://127.0.0.1:" + port + "/");
        await().until(() -> !text("path").isEmpty());
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    /** What an element shows. */
    String text(String id) {
        return element(id).getText();
    }

    boolean isShown(String id) {
        return element(id).isDisplayed();
    }

    String title() {
        return driver.getTitle();
    }

    /** Where the page's links lead. */
    List<String> links() {
        return driver.findElements(By.tagName("a")).stream()
                .map(link -> link.getDomProperty("href"))
                .toList();
    }

    /** Waits until an element shows this, among other things. */
    void awaitText(String id, String part) {
        await().untilAsserted(() -> {
            if (!text(id).contains(part)) {
                throw new AssertionError(id + " shows " + text(id) + ", and not " + part);
            }
        });
    }

    /** Runs a script in the page; the driver is not bound by the page's policy. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script to its end, which it tells by its last argument, a function. */
    Object runToEnd(String script) {
        driver.manage().timeouts().scriptTimeout(Conditions.LIMIT);
        return driver.executeAsyncScript(script);
    }

    /** Presses a key, wherever the focus is. */
    void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Looks at another tab for a while, so that this one is hidden. */
    void lookAway(Duration time) throws InterruptedException {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        TimeUnit.MILLISECONDS.sleep(time.toMillis()); // what does not happen meanwhile is what is tried
        driver.close();
        driver.switchTo().window(here);
    }

    /** Takes another width, in pixels of CSS. */
    void resize(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Prefers a color scheme: light or dark. */
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

    /** What the console has said since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }
}
