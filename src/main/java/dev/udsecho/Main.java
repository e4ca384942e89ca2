package dev.udsecho;

import dev.udsecho.client.Program;
import dev.udsecho.client.bench.TcpListener;
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

    /** Starts what the first word asks for. */
    public static void main(String... words) {
        if (List.of(words).equals(List.of(TcpListener.WORD))) {
            TcpService.start();
        }
        boolean service = words.length == 0 || words[0].equals(SERVE) || words[0].startsWith("-D");
        if (service && List.of(words).stream().noneMatch(HELP::contains)) {
            Service.start(words);
        } else {
            System.exit(Program.run(words));
        }
    }
}
