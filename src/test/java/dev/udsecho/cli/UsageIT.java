package dev.udsecho.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.docs.Markdown;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Shell;
import dev.udsecho.testing.WarmClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the packaged program's messages for wrong arguments, and its help. */
class UsageIT {
    private static final String DURATION =
            " must be a number of up to seven digits, also with a decimal point, and one of"
                    + " ms, s, m, h, such as 250ms, 0.5s, 2m or 1h; see udsecho ";
    private static final String PROPERTY =
            "udsecho serve: -D must have key=value in the same word, as in -Decho.socket.path=/run/echo.sock; see udsecho"
                    + " serve --help";

    private static WarmClient client;

    @BeforeAll
    static void startClient() throws Exception {
        client = WarmClient.start();
    }

    private static void assertUsage(String sentence, String words) throws Exception {
        assertEquals(new ClientRun(64, "", sentence + "\n"), run(words.split(" ")));
    }

    /** Words for the service are read before those of a command, and only by a JVM of their own. */
    private static ClientRun run(String... words) throws Exception {
        return words[0].matches("serve|-.*") ? ClientRun.of(words) : client.run(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sned foo            | udsecho: unknown command sned; did you mean send? See udsecho --help",
                "sevre               | udsecho: unknown command sevre; did you mean serve? See udsecho --help",
                "foo bar             | udsecho: unknown command foo; see udsecho --help",
                "help sned           | udsecho: unknown command sned; did you mean send? See udsecho --help",
                "-x                  | udsecho: unknown option -x; see udsecho --help",
                "check --jsn         | udsecho check: unknown option --jsn; did you mean --json? See udsecho check --help",
                "check -c 3          | udsecho check: unknown option -c; see udsecho check --help",
                "check /a /b         | udsecho check: unknown word /b; see udsecho check --help",
                "send --tiemout 1s x | udsecho send: unknown option --tiemout; did you mean --timeout? See udsecho send --help",
                "bench --verfy       | udsecho bench: unknown option --verfy; did you mean --verify? See udsecho bench --help",
                "completion bash     | udsecho completion: unknown word bash; see udsecho completion --help",
                "serve --hlep        | udsecho serve: unknown option --hlep; did you mean --help? See udsecho serve --help",
                "serve foo           | udsecho serve: unknown word foo; see udsecho serve --help",
                "-Da=b foo           | udsecho serve: unknown word foo; see udsecho serve --help",
                "ping --count -1     | udsecho ping: --count must be 0 or more; see udsecho ping --help"
            })
    void testWrongArgument_isRefusedInOneSentenceWithASuggestion(String words, String sentence) throws Exception {
        assertUsage(sentence, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve -D", "serve -D=x", "serve -D echo.socket.path=/tmp/x", "-D", "serve -D=a=b"})
    void testServe_propertyInAnotherForm_isRefusedInOneSentence(String words) throws Exception {
        assertUsage(PROPERTY, words);
    }

    @Test
    void testDuration_withoutUnit_isRefusedInOneSentence() throws Exception {
        assertUsage(
                "udsecho ping: Invalid value for option '--timeout': \"5\"" + DURATION + "ping --help",
                "ping --timeout 5");
        assertUsage(
                "udsecho ping: Invalid value for option '--interval': \"0.2\"" + DURATION + "ping --help",
                "ping -i 0.2");
    }

    @Test
    void testWrongArgument_onATerminal_isTheSameSentence() throws Exception {
        Command shown = Shell.terminal("sned", "foo");
        assertEquals(
                new Command(64, "udsecho: unknown command sned; did you mean send? See udsecho --help\r\n"), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "send", "ping", "wait", "check", "probe", "bench", "completion"})
    void testHelp_ofACommand_showsThatCommand(String command) throws Exception {
        assertEquals(run(command, "--help"), run("help", command));
    }

    @Test
    void testHelp_showsTheProgram() throws Exception {
        assertEquals(ClientRun.of("--help"), ClientRun.of("help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void testServeHelp_hasEveryKeyInOneLineEach(String locale) throws Exception {
        ClientRun help = ClientRun.of(ClientRun.start(List.of("env", "LC_ALL=" + locale), "serve", "--help"));
        assertEquals(0, help.status(), help::toString);
        List<String> keys = help.output()
                .lines()
                .filter(line -> line.matches("  [a-z]+\\.[^ ]+"))
                .map(String::strip)
                .toList();
        assertEquals(keysOfTheReadme(), keys);
        assertTrue(
                help.output().lines().anyMatch(line -> line.matches("  70 +a fault of this program.*")), help::output);
        assertTrue(help.output().lines().allMatch(line -> line.length() <= 80), help::output);
    }

    private static List<String> keysOfTheReadme() throws IOException {
        return Markdown.of(Markdown.README).table("| key | default | meaning |").stream()
                .map(row -> Markdown.code(row.get(0) + row.get(1)))
                .map(keyAndDefault -> String.join("=", keyAndDefault))
                .toList();
    }
}
