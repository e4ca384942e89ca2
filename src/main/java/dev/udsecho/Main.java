package dev.udsecho;

import dev.udsecho.bench.tcp.TcpBenchListener;
import dev.udsecho.bench.tcp.TcpBenchProcess;
import dev.udsecho.cli.UdsechoCommand;
import dev.udsecho.process.QuarkusProcess;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/**
 * The program. No word, {@code serve}, or a {@code -Dkey=value} starts Quarkus; every other word is a command of the
 * client, which never loads a class of Quarkus.
 */
@QuarkusMain
public final class Main {
    private static final String SERVE = "serve";
    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private static void drain() {
        Arc.container().instance(ServerLifecycle.class).get().drain();
    }

    /** Starts what the first word asks for. */
    public static void main(String... words) {
        if (List.of(words).equals(List.of(TcpBenchListener.WORD))) {
            TcpBenchProcess.start();
        }
        boolean service = words.length == 0 || words[0].equals(SERVE) || words[0].startsWith("-D");
        if (service && List.of(words).stream().noneMatch(HELP::contains)) {
            QuarkusProcess.run(Main::drain, words);
        } else {
            System.exit(UdsechoCommand.run(words));
        }
    }
}
