package dev.udsecho;

import static java.util.stream.Collectors.partitioningBy;

import dev.udsecho.bench.tcp.TcpBenchListener;
import dev.udsecho.bench.tcp.TcpBenchProcess;
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
 * The program. No word, {@code serve}, or a {@code -Dkey=value} starts Quarkus; every other word is a command of the
 * client, which never loads a class of Quarkus.
 */
@QuarkusMain
public final class Main {
    private static final String SERVE = "serve";
    private static final Pattern PROPERTY = Pattern.compile("-D[^=]+(=.*)?", Pattern.DOTALL);
    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private static void drain() {
        Arc.container().instance(ServerLifecycle.class).get().drain();
    }

    /** Starts what the first word asks for. */
    public static void main(String... decoded) {
        String[] words;
        try {
            words = Arguments.of(decoded);
        } catch (IllegalArgumentException e) {
            System.err.println("udsecho: " + e.getMessage());
            System.exit(ExitStatus.USAGE.number());
            return;
        }
        if (List.of(words).equals(List.of(TcpBenchListener.ARGUMENT))) {
            TcpBenchProcess.start();
        }
        boolean service = words.length == 0 || words[0].equals(SERVE) || words[0].startsWith("-D");
        if (service && List.of(words).stream().noneMatch(HELP::contains)) {
            serve(words);
        } else {
            System.exit(UdsechoCommand.run(words));
        }
    }

    /** Every word but serve and -Dkey=value is the command line's to refuse. */
    private static void serve(String... words) {
        Map<Boolean, List<String>> isProperty = Stream.of(words)
                .filter(word -> !word.equals(SERVE))
                .collect(partitioningBy(PROPERTY.asMatchPredicate()));
        if (isProperty.get(false).isEmpty()) {
            QuarkusProcess.run(Main::drain, isProperty.get(true));
        } else {
            System.exit(UdsechoCommand.run(SERVE, isProperty.get(false).get(0)));
        }
    }
}
