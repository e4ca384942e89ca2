package dev.udsecho.page;

import dev.udsecho.testing.Needs;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts the installed Chromium without a window. Nothing is downloaded. */
final class Chromium {
    /**
     * The logger that warns of each Chromium that is newer than Selenium; the tests use nothing that depends on the
     * version.
     */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private Chromium() {}

    /** Starts Chromium, which ends with this process. Aborts the test if Chromium is not installed. */
    static ChromeDriver start() {
        Path chromium = Needs.tool("chromium");
        Path chromedriver = Needs.tool("chromedriver");
        System.setProperty(ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, chromedriver.toString());
        VERSIONS.setLevel(Level.SEVERE);
        ChromeDriver driver = new ChromeDriver(options(chromium));
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
        return driver;
    }

    private static ChromeOptions options(Path chromium) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments("--headless=new", "--hide-scrollbars", "--disable-gpu", "--disable-dev-shm-usage");
        if (Needs.isRoot()) {
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, log);
        return options;
    }
}
