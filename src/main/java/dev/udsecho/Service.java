package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The service's process: Quarkus in it, and how it ends: with an exit status, and a sentence where it could not start. */
final class Service {
    private static final String SERVE = "serve";
    private static final String PROPERTY = "-D";

    /** How long Quarkus may take to stop before the process ends all the same; a container engine waits 10 to 30 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private volatile ExitStatus status = ExitStatus.OK;

    private Service() {}

    /** Runs the service to its end. Words of the form -Dkey=value are system properties, wherever they stand. */
    static void start(String... words) {
        Arrays.stream(words).filter(word -> word.startsWith(PROPERTY)).forEach(Service::setProperty);
        String[] others = Arrays.stream(words)
                .filter(word -> !word.startsWith(PROPERTY) && !word.equals(SERVE))
                .toArray(String[]::new);
        if (others.length > 0) {
            System.err.println("udsecho serve: unknown word " + others[0]
                    + "; it takes -Dkey=value only, see udsecho serve --help");
            System.exit(ExitStatus.USAGE.number());
        }
        Service service = new Service();
        service.endOnSignal();
        Quarkus.run(null, service::after);
    }

    private static void setProperty(String word) {
        String[] property = word.substring(PROPERTY.length()).split("=", 2);
        System.setProperty(property[0], property.length == 2 ? property[1] : "");
    }

    /**
     * Makes SIGTERM and SIGINT end the program with 0 once Quarkus has stopped: the JVM's own 143 and 130 would read as
     * failures of a service that was told to end. Only an abrupt halt can change the status of a JVM that is going down.
     */
    private void endOnSignal() {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        Thread stopped = new Thread(() -> Optional.ofNullable(ApplicationLifecycleManager.getCurrentApplication())
                .ifPresent(Application::awaitShutdown));
        stopped.setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> haltAfter(stopped)));
    }

    private void haltAfter(Thread stopped) {
        try {
            stopped.start();
            stopped.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(status.number());
        }
    }

    /** Quarkus' exit handler: says what failed, if anything did, and ends with the status that stands for it. */
    private void after(int code, Throwable failure) {
        if (failure != null) {
            Refusal refusal = Refusal.of(failure);
            status = refusal.status();
            refusal.lines().forEach(line -> System.err.println("udsecho: " + line));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status.number(), failure);
    }
}
