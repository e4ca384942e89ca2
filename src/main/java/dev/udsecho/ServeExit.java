package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import java.util.Optional;

/** How the service ends: with an exit status, and a sentence on standard error where it could not start. */
final class ServeExit {
    private volatile ExitStatus status = ExitStatus.OK;

    /**
     * Makes SIGTERM and SIGINT end the program with 0 once Quarkus has stopped: the JVM's own 143 and 130 would read as
     * failures of a service that was told to end. Only an abrupt halt can change the status of a JVM that is going down.
     */
    void endOnSignal() {
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
    void after(int code, Throwable failure) {
        if (failure != null) {
            Refusal refusal = Refusal.of(failure);
            status = refusal.status();
            refusal.lines().forEach(line -> System.err.println("udsecho: " + line));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(status.number(), failure);
    }
}
