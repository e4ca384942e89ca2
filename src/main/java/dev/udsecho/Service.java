package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import java.util.Arrays;
import java.util.Optional;

/** The service's process: Quarkus in it, and how it ends: with an exit status, and a sentence where it could not start. */
final class Service {
    private static final String SERVE = "serve";
    private static final String PROPERTY = "-D";

    private volatile ExitStatus status = ExitStatus.OK;

    private Service() {}

    /** Runs the service to its end. Words of the form -Dkey=value are system properties, wherever they stand. */
    static void start(String... words) {
        Arrays.stream(words).filter(word -> word.startsWith(PROPERTY)).forEach(Service::setProperty);
        String[] others = Arrays.stream(words)
                .filter(word -> !word.startsWith(PROPERTY) && !word.equals(SERVE))
                .toArray(String[]::new);
        Service service = new Service();
        service.endOnSignal();
        Quarkus.run(null, service::after, others);
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
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Optional.ofNullable(ApplicationLifecycleManager.getCurrentApplication())
                    .ifPresent(Application::awaitShutdown);
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(status.number());
        }));
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
