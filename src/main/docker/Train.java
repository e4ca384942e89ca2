import dev.udsecho.Main;
import dev.udsecho.cli.UdsechoCommand;
import java.util.Arrays;
import java.util.List;

/**
 * Runs commands of the client one after the other, for the JVM to record what all of them load: {@code Train -jar JAR
 * COMMAND... [-- COMMAND...]...}. A cache comes of one process, and the program itself runs one command. The first two
 * words are what the launcher adds.
 */
public final class Train {
    private static final String NEXT = "--";

    private Train() {}

    public static void main(String... words) {
        List<String> left = Arrays.asList(words).subList(2, words.length);
        while (left.contains(NEXT)) {
            int end = left.indexOf(NEXT);
            UdsechoCommand.run(left.subList(0, end).toArray(String[]::new));
            left = left.subList(end + 1, left.size());
        }
        Main.main(left.toArray(String[]::new));
    }
}
