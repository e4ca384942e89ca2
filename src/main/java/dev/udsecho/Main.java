package dev.udsecho;

import static java.util.stream.Collectors.partitioningBy;

import dev.udsecho.bench.tcp.TcpBenchListener;
import dev.udsecho.bench.tcp.TcpBenchServer;
import dev.udsecho.cli.UdsechoCommand;
import dev.udsecho.os.Arguments;
import dev.udsecho.process.QuarkusProcess;
import dev.udsecho.text.ExitStatus;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The entry point. Starts Quarkus without arguments, with {@code serve}, or with a {@code -Dkey=value} first. Any other
 * first argument is a command of the client, which never loads a class of Quarkus.
 */
@QuarkusMain
public final class Main {
    private static final String SERVE = "serve";
    private static final Pattern PROPERTY = Pattern.compile("-D[^=]+(=.*)?", Pattern.DOTALL);
    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private static void drain() {
        Arc.container().instance(ServerLifecycle.class).get().drain();
    }

    /** Starts the service, or the command that the first argument names. */
    public static void main(String... jvmArguments) {
        String[] arguments;
        try {
            arguments = Arguments.of(jvmArguments);
        } catch (IllegalArgumentException e) {
            System.err.println("udsecho: " + e.getMessage());
            System.exit(ExitStatus.USAGE.number());
            return;
        }
        if (List.of(arguments).equals(List.of(TcpBenchListener.ARGUMENT))) {
            TcpBenchServer.start();
        }
        boolean isService = arguments.length == 0 || arguments[0].equals(SERVE) || arguments[0].startsWith("-D");
        if (isService && List.of(arguments).stream().noneMatch(HELP::contains)) {
            serve(arguments);
        } else {
            // A command needs no direct memory, and JDK 24 and later warn of how Netty gets it.
            System.setProperty("io.netty.noUnsafe", "true");
            System.exit(UdsechoCommand.run(arguments));
        }
    }

    /** Starts the service. The command line refuses every argument except serve and -Dkey=value. */
    private static void serve(String... arguments) {
        Map<Boolean, List<String>> isProperty = Stream.of(arguments)
                .filter(argument -> !argument.equals(SERVE))
                .collect(partitioningBy(PROPERTY.asMatchPredicate()));
        if (isProperty.get(false).isEmpty()) {
            QuarkusProcess.run(Main::drain, isProperty.get(true));
        } else {
            System.exit(UdsechoCommand.run(SERVE, isProperty.get(false).get(0)));
        }
    }
}
