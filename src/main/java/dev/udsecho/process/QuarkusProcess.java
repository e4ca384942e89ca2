package dev.udsecho.process;

import dev.udsecho.config.ConfigFiles;
import dev.udsecho.server.netty.HttpChannels;
import dev.udsecho.server.netty.NativeLibrary;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.Ticker;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;

/**
 * Runs Quarkus in this process, and ends the process with an exit status. If the start failed, it prints the reason.
 */
public final class QuarkusProcess {
    private static final String PROPERTY = "-D";
    private static final Duration START_POLL = Duration.ofMillis(10);

    private QuarkusProcess() {}

    /**
     * Runs the service until it ends.
     *
     * @param drain drains the service at the first signal, while Quarkus still runs
     * @param properties system properties, each as -Dkey=value
     */
    public static void run(Runnable drain, List<String> properties) {
        properties.forEach(QuarkusProcess::setProperty);
        if (isDevMode()) {
            LiveReload.start();
        } else {
            StartRequirements.check();
            refuseUnreadableFiles();
            NonBlockingOutput.install();
            ShutdownWatchdog.start(() -> drainOnceStarted(drain));
            HttpChannels.enable();
            NativeLibrary.load();
        }
        Quarkus.run(ServiceApplication.class, QuarkusProcess::onExit);
    }

    /**
     * Returns whether this is dev mode. Quarkus' launch mode does not show that before the start: until then it is the
     * one of production.
     */
    private static boolean isDevMode() {
        return DevConsoleManager.getHotReplacementContext() != null;
    }

    /**
     * Ends the process if a configuration file cannot be read. Runs before Quarkus reads the files, since its failure
     * does not name the file.
     */
    private static void refuseUnreadableFiles() {
        List<String> problems = ConfigFiles.problems();
        if (!problems.isEmpty()) {
            new StartupError(ExitStatus.USAGE, problems).print();
            System.exit(ExitStatus.USAGE.number());
        }
    }

    private static void setProperty(String argument) {
        String[] property = argument.substring(PROPERTY.length()).split("=", 2);
        System.setProperty(property[0], property.length == 2 ? property[1] : "");
    }

    /**
     * Drains, and then shuts Quarkus down: until then everything runs, including the health checks. Waits first for a
     * start that is still running; the watchdog bounds that wait.
     */
    private static void drainOnceStarted(Runnable drain) {
        try {
            while (!isStarted()) {
                Ticker.SYSTEM.pause(START_POLL);
            }
            drain.run();
        } finally {
            Quarkus.asyncExit(ExitStatus.OK.number());
        }
    }

    private static boolean isStarted() {
        Application application = ApplicationLifecycleManager.getCurrentApplication();
        return application != null && application.isStarted();
    }

    /** Handles Quarkus' exit: prints the failure, if there was one, and exits with its status. */
    private static void onExit(int code, Throwable failure) {
        int status = code;
        if (failure != null) {
            StartupError error = StartupError.of(failure);
            error.print();
            status = error.status().number();
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, failure);
    }
}
