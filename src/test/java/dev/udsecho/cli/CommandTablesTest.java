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
        Set<String> options = program.getSubcommands().get("bench").getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .collect(toCollection(TreeSet::new));
        options.removeAll(OF_EACH_COMMAND);
        assertEquals(options, firstCells(Markdown.guide("bench"), "| option | default | meaning |"));
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
