package dev.udsecho.cli.output;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What standard output, or standard error, can show.
 *
 * @param columns how wide it is, in letters; where it is no terminal, lines are as long as they are
 * @param colours whether it has colours, and they are wanted
 */
public record Terminal(int columns, boolean colours) {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");
    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 40;
    private static final String GREEN = "32";
    private static final String RED = "31";

    /** The one that standard output goes to. */
    public static Terminal ofOutput() {
        return isTerminal(STANDARD_OUTPUT) ? ofTheProcess() : new Terminal(Integer.MAX_VALUE, false);
    }

    /** The one that standard error goes to, if it does. */
    static Optional<Terminal> ofErrors() {
        return isTerminal(STANDARD_ERROR) ? Optional.of(ofTheProcess()) : Optional.empty();
    }

    private static Terminal ofTheProcess() {
        Map<String, String> environment = System.getenv();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Terminal(Math.max(LEAST_COLUMNS, width()), !plain);
    }

    private static boolean isTerminal(Path stream) {
        try {
            return DEVICE.matcher(Files.readSymbolicLink(stream).toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** The JDK does not know it; stty(1) does, where there is one. */
    private static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes()));
            int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return columns == 0 ? USUAL_COLUMNS : columns;
        } catch (IOException e) {
            return USUAL_COLUMNS;
        }
    }

    public String good(String text) {
        return coloured(GREEN, text);
    }

    public String bad(String text) {
        return coloured(RED, text);
    }

    private String coloured(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /** Breaks a text at blanks, so that lines fit; the first begins with one text, all others with as many blanks. */
    public String wrap(String first, String text) {
        StringBuilder wrapped = new StringBuilder(first);
        int column = first.length();
        for (String word : text.split(" ")) {
            if (column > first.length() && column + 1 + word.length() > columns) {
                wrapped.append(System.lineSeparator()).append(" ".repeat(first.length()));
                column = first.length();
            } else if (column > first.length()) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}
