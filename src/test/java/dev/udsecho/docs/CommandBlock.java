package dev.udsecho.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A block of a page that is marked as {@code console run}: commands after {@code $}, each followed by what it prints. A forge
 * shows it as any other block.
 *
 * @param page where it is
 * @param line the number of its first line
 * @param lines its lines
 */
record CommandBlock(Path page, int line, List<String> lines) {
    private static final String START = "```console run";
    private static final String PROMPT = "$ ";

    /** Returns the marked blocks of a page. */
    static List<CommandBlock> of(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<CommandBlock> blocks = new ArrayList<>();
        for (int start = 1; start <= lines.size(); start++) {
            if (lines.get(start - 1).equals(START)) {
                int end = start + lines.subList(start, lines.size()).indexOf("```");
                blocks.add(new CommandBlock(page, start + 1, lines.subList(start, end)));
            }
        }
        return blocks;
    }

    /** Returns the commands, one on each line. */
    String commands() {
        return lines.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .collect(Collectors.joining("\n"));
    }

    /** Returns what the page says that they print. */
    String output() {
        return lines.stream().filter(line -> !line.startsWith(PROMPT)).collect(Collectors.joining("\n"));
    }

    /**
     * Returns an output with placeholders for what differs from run to run: times, inodes, processes, users. The walk of
     * {@code check} and empty lines are left out, as the pages do.
     */
    static String comparable(String output) {
        return output.lines()
                .filter(line -> !line.isBlank() && !line.matches("[✓✗] .*|bash: line .* Killed .*"))
                .map(line -> line.startsWith("round trip ") ? line.replaceAll("\\d+", "N") : line)
                .map(line -> line.replaceAll("\\d+ µs", "N µs")
                        .replaceAll("\\d+ ms", "N ms")
                        .replaceAll("process \\d+", "process N")
                        .replaceAll("(mount of \\S+): .*", "$1: M")
                        .replaceAll("(access: by mode and owner): .*", "$1: A")
                        .replaceAll("(\"inode\"|\"roundTripMicros\"): \\d+", "$1: N")
                        .replaceAll("user \\w+, group \\w+", "user U, group G")
                        .replaceAll("(owner\": \"|owner )\\d+:\\d+", "$1U:G")
                        .replaceAll("\\d+ bytes long", "N bytes long"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
