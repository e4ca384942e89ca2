package dev.udsecho.cli;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.docs.Markdown;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tests that the tables of commands and options in the documentation match the command line. */
class CommandTablesTest {
    private static final Set<String> NOT_IN_README = Set.of("serve", "completion", "help");
    private static final Set<String> OF_EACH_COMMAND = Set.of("--socket", "--help", "--version");

    private final CommandLine program = UdsechoCommand.commandLine();

    private Set<String> commands() {
        return new TreeSet<>(program.getSubcommands().keySet());
    }

    private Set<String> longOptions(String command) {
        return program.getSubcommands().get(command).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !OF_EACH_COMMAND.contains(name))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> firstCells(Markdown page, String head) {
        return page.table(head).stream()
                .map(row -> Markdown.code(row.get(0)).get(0).split(" ")[0])
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void testGuide_hasEachCommand() throws IOException {
        assertEquals(commands(), firstCells(Markdown.guide("client"), "| command | what it does |"));
    }

    @Test
    void testReadme_hasEachClientCommand() throws IOException {
        Set<String> commands = commands();
        commands.removeAll(NOT_IN_README);
        assertEquals(commands, firstCells(Markdown.of(Markdown.README), "| command | what it does |"));
    }

    @Test
    void testGuide_hasEachOptionOfBench() throws IOException {
        assertEquals(longOptions("bench"), firstCells(Markdown.guide("bench"), "| option | default | meaning |"));
    }

    @Test
    void testGuide_hasEachOptionOfEachClientCommand_inItsRowOrForAll() throws IOException {
        Markdown guide = Markdown.guide("client");
        Set<String> ofAll = firstCells(guide, "| option | meaning |");
        for (List<String> row : guide.table("| command | what it does |")) {
            String command = Markdown.code(row.get(0)).get(0);
            if (!command.equals("bench")) {
                Set<String> named = new TreeSet<>(Markdown.code(row.get(1)));
                named.addAll(ofAll);
                Set<String> missing = longOptions(command);
                missing.removeAll(named);
                assertEquals(Set.of(), missing, command);
            }
        }
    }

    @Test
    void testGuide_hasTheExitStatusesOfHelp() throws IOException {
        List<String> help = Arrays.stream(
                        UdsechoCommand.class.getAnnotation(Command.class).exitCodeList())
                .map(status -> status.split(":")[0])
                .toList();
        assertEquals(
                help,
                Markdown.guide("client").table("| status | when |").stream()
                        .map(row -> row.get(0).strip())
                        .toList());
    }
}
