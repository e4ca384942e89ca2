package dev.udsecho.process;

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
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Dev mode for those who come by the socket. Quarkus looks for changes when an HTTP request comes, and knows of no other
 * client; so here it is asked to, again and again. It restarts the service on the asking thread, which therefore is no part
 * of the service: it goes on while there is none because a start was refused, and ends when the next one begins its own.
 */
final class LiveReload implements Runnable {
    private static final Logger LOG = Logger.getLogger(LiveReload.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Where all starts of a dev mode, each with a class loader of its own, find the one that is current. */
    private static final String CURRENT = LiveReload.class.getName();

    /** Whose log has a stack trace of each start that failed. */
    private static final String QUARKUS = "io.quarkus.deployment.dev.IsolatedDevModeMain";

    /** The files that were looked at last, and when each was written, in milliseconds since 1970. */
    private Map<Path, Long> tried = Map.of();

    /** Why there was no looking, or nothing. */
    private String obstacle = "";

    private LiveReload() {}

    /** Begins to look, in the place of an earlier start's. */
    static void begin() {
        LiveReload reload = new LiveReload();
        DevConsoleManager.setGlobal(CURRENT, reload);
        java.util.logging.Logger.getLogger(QUARKUS).setFilter(LiveReload::isNews);
        Thread thread = new Thread(reload, "live-reload");
        thread.setDaemon(true);
        thread.start();
    }

    /** A start that failed has said why, in a sentence; what could not even be built has not. */
    private static boolean isNews(LogRecord line) {
        return !(line.getThrown() instanceof ApplicationStartException);
    }

    @Override
    public void run() {
        for (pause(); DevConsoleManager.<Object>getGlobal(CURRENT) == this; pause()) {
            try {
                look(DevConsoleManager.getHotReplacementContext());
                obstacle = "";
            } catch (Exception e) {
                note(e.toString());
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** What is wrong with the sources is told once: they are tried again when one of them has changed. */
    private void look(HotReplacementContext quarkus) throws Exception {
        Map<Path, Long> found = times(quarkus);
        if (quarkus.getDeploymentProblem() == null || !found.equals(tried)) {
            tried = found;
            quarkus.doScan(false);
        }
    }

    private static Map<Path, Long> times(HotReplacementContext quarkus) throws IOException {
        List<Path> directories = Stream.concat(quarkus.getSourcesDir().stream(), quarkus.getResourcesDir().stream())
                .filter(Files::isDirectory)
                .toList();
        Map<Path, Long> times = new HashMap<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.forEach(file -> times.put(file, file.toFile().lastModified()));
            }
        }
        return times;
    }

    private void note(String found) {
        if (!found.equals(obstacle)) {
            obstacle = found;
            LOG.warnf("Cannot look for changes: %s", found);
        }
    }
}
