package dev.udsecho.process;

import dev.udsecho.config.ConfigFiles;
import dev.udsecho.server.netty.HttpChannels;
import dev.udsecho.server.netty.NativeLibrary;
import dev.udsecho.text.ExitStatus;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The service's process: Quarkus in it, and how it ends: with an exit status, and a sentence where it could not start. */
public final class QuarkusProcess {
    private static final String PROPERTY = "-D";
    private static final Duration START_LOOK = Duration.ofMillis(10);

    private QuarkusProcess() {}

    /**
     * Runs the service until it ends.
     *
     * @param drain ends the service's work at the first signal, while Quarkus still runs
     * @param properties system properties, each as -Dkey=value
     */
    public static void run(Runnable drain, List<String> properties) {
        properties.forEach(QuarkusProcess::setProperty);
        if (isDevMode()) {
            LiveReload.begin();
        } else {
            StartRequirements.check();
            refuseUnreadableFiles();
            NonBlockingOutput.install();
            ShutdownWatchdog.start(() -> drainOnceStarted(drain));
            HttpChannels.enable();
            NativeLibrary.load();
        }
        Quarkus.run(null, QuarkusProcess::after);
    }

    /** Known before the start, as Quarkus' launch mode is not: until then that is what it is in production. */
    private static boolean isDevMode() {
        return DevConsoleManager.getHotReplacementContext() != null;
    }

    /** Before Quarkus reads them: what it fails with does not name the file. */
    private static void refuseUnreadableFiles() {
        List<String> problems = ConfigFiles.problems();
        if (!problems.isEmpty()) {
            new StartupError(ExitStatus.USAGE, problems).print();
            System.exit(ExitStatus.USAGE.number());
        }
    }

    private static void setProperty(String word) {
        String[] property = word.substring(PROPERTY.length()).split("=", 2);
        System.setProperty(property[0], property.length == 2 ? property[1] : "");
    }

    /**
     * Quarkus hears of the end only when the draining is over: until then everything is up, health checks too. A start that
     * is under way ends first, if it does so before the watchdog's time is up.
     */
    private static void drainOnceStarted(Runnable drain) {
        try {
            while (!isStarted()) {
                LockSupport.parkNanos(START_LOOK.toNanos());
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

    /** Quarkus' exit handler: says what failed, if anything did, and ends with the status that stands for it. */
    private static void after(int code, Throwable failure) {
        int status = code;
        if (failure != null) {
            StartupError refusal = StartupError.of(failure);
            refusal.print();
            status = refusal.status().number();
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status, failure);
    }
}
