package dev.udsecho.process;

import dev.udsecho.time.DaemonThreads;
import dev.udsecho.time.Ticker;
import io.quarkus.dev.appstate.ApplicationStartException;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.dev.spi.HotReplacementContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Live reload in dev mode for clients of the socket. Quarkus scans for changes only when an HTTP request arrives, so
 * this thread asks it to scan every 250 ms. Quarkus restarts the service on the thread that asks. That thread is
 * therefore no part of the service: it continues while no service runs because a start failed, and ends when the next
 * start creates its own.
 */
final class LiveReload implements Runnable {
    private static final Logger LOG = Logger.getLogger(LiveReload.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The key of the current instance, for all starts in one dev mode: each has a class loader of its own. */
    private static final String CURRENT = LiveReload.class.getName();

    /** The logger that writes a stack trace for each failed start. */
    static final String QUARKUS = "io.quarkus.deployment.dev.IsolatedDevModeMain";

    /** The files of the last scan, with the time of each one's last change in milliseconds since 1970. */
    private Map<Path, Long> lastScanned = Map.of();

    /** Why the last scan failed, or an empty text. */
    private String lastProblem = "";

    private LiveReload() {}

    /** Starts the scans, and replaces the instance of an earlier start. */
    static void start() {
        LiveReload instance = new LiveReload();
        DevConsoleManager.setGlobal(CURRENT, instance);
        java.util.logging.Logger.getLogger(QUARKUS).setFilter(LiveReload::isUnreported);
        DaemonThreads.start("live-reload", instance);
    }

    /**
     * Returns whether a log line is about a failure that was not reported yet. A start that failed has already printed
     * its reason; a failed build has not.
     */
    private static boolean isUnreported(LogRecord line) {
        return !(line.getThrown() instanceof ApplicationStartException);
    }

    @Override
    public void run() {
        Ticker.SYSTEM.pause(PAUSE);
        while (DevConsoleManager.<Object>getGlobal(CURRENT) == this) {
            try {
                scan(DevConsoleManager.getHotReplacementContext());
                lastProblem = "";
            } catch (Exception e) {
                logOnce(e.toString());
            }
            Ticker.SYSTEM.pause(PAUSE);
        }
    }

    /**
     * Asks Quarkus to scan. After a failed build it asks again only when a source has changed, so that the error is
     * reported once.
     */
    private void scan(HotReplacementContext quarkus) throws Exception {
        Map<Path, Long> current = changeTimes(quarkus);
        if (quarkus.getDeploymentProblem() == null || !current.equals(lastScanned)) {
            lastScanned = current;
            quarkus.doScan(false);
        }
    }

    private static Map<Path, Long> changeTimes(HotReplacementContext quarkus) throws IOException {
        List<Path> directories = Stream.concat(quarkus.getSourcesDir().stream(), quarkus.getResourcesDir().stream())
                .filter(Files::isDirectory)
                .toList();
        Map<Path, Long> changeTimes = new HashMap<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.forEach(file -> changeTimes.put(file, file.toFile().lastModified()));
            }
        }
        return changeTimes;
    }

    private void logOnce(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOG.warnf("Cannot check for changes: %s", problem);
        }
    }
}
