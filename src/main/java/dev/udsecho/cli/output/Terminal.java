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
 * The capabilities of standard output or standard error.
 *
 * @param columns the width in characters; unlimited where it is no terminal
 * @param colours whether colours are supported and wanted
 */
public record Terminal(int columns, boolean colours) {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 40;
    private static final String GREEN = "32";
    private static final String RED = "31";

    /** Returns the capabilities of standard output. */
    public static Terminal ofStandardOutput() {
        return isTerminal(STANDARD_OUTPUT) ? ofProcess() : new Terminal(Integer.MAX_VALUE, false);
    }

    /** Returns the capabilities of standard error, if it is a terminal. */
    static Optional<Terminal> ofStandardError() {
        return isTerminal(STANDARD_ERROR) ? Optional.of(ofProcess()) : Optional.empty();
    }

    private static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Terminal(Math.max(MIN_COLUMNS, width()), !plain);
    }

    private static boolean isTerminal(Path stream) {
        try {
            return DEVICE.matcher(Files.readSymbolicLink(stream).toString()).matches();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the width of the terminal. The JDK does not provide it; stty(1) does, where it is installed. */
    private static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes()));
            int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return columns == 0 ? DEFAULT_COLUMNS : columns;
        } catch (IOException e) {
            return DEFAULT_COLUMNS;
        }
    }

    /** Returns the text in green, where there are colours. */
    public String green(String text) {
        return coloured(GREEN, text);
    }

    /** Returns the text in red, where there are colours. */
    public String red(String text) {
        return coloured(RED, text);
    }

    private String coloured(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /**
     * Wraps a text at spaces so that its lines fit the width. The first line starts with {@code first}; all others are
     * indented by its length.
     */
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
