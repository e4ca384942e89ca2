package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** The program: {@code serve}, or no word at all, starts the service. */
@QuarkusMain
public final class Main {
    private static final String SERVE = "serve";

    /** Starts what the first word asks for. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            serve();
        } else if (arguments[0].equals(SERVE)) {
            serve(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.err.println(
                    "udsecho: unknown command \"" + arguments[0] + "\"; serve is the only one, and may be left out");
            System.exit(ExitStatus.USAGE.number());
        }
    }

    private static void serve(String... arguments) {
        ServeExit exit = new ServeExit();
        exit.endOnSignal();
        Quarkus.run(null, exit::after, arguments);
    }
}
