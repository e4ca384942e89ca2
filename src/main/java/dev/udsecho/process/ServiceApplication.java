package dev.udsecho.process;

import dev.udsecho.text.ExitStatus;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/**
 * Waits for the end of the service. Without an application, Quarkus would wait by itself, and close the program's jars
 * first ({@code ApplicationLifecycleManager.longLivedPostBootCleanup}). Its class loader would then open a jar again for
 * each class that is first needed later. Without a free descriptor that fails, and the jar's other classes could never
 * be loaded afterwards: the class loader would wait for that jar without limit.
 */
public final class ServiceApplication implements QuarkusApplication {
    /** Blocks until Quarkus is asked to exit, and leaves the exit status to that request. */
    @Override
    public int run(String... arguments) {
        Quarkus.waitForExit();
        return ExitStatus.OK.number();
    }
}
