package dev.udsecho.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Captures the log lines of one class, as {@code LEVEL text}, from its creation until it is closed; they are not
 * printed.
 */
public final class LogCapture extends Handler implements AutoCloseable {
    private static final Formatter TEXT = new PatternFormatter("%s");

    private final Logger logger;
    private final Level before;
    private final boolean parents;
    private final Supplier<String> noted;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    public LogCapture(Class<?> source) {
        this(source, Level.INFO);
    }

    public LogCapture(Class<?> source, Level level) {
        this(source.getName(), level, () -> String.valueOf(MDC.get("event")));
    }

    /** Creates a capture that adds a note to each line, on the thread that logs it. */
    public LogCapture(Class<?> source, Supplier<String> noted) {
        this(source.getName(), Level.INFO, noted);
    }

    /** Creates a capture of a logger that is not named after a class. */
    public LogCapture(String name) {
        this(name, Level.INFO, () -> "");
    }

    private LogCapture(String name, Level level, Supplier<String> noted) {
        this.noted = noted;
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        parents = logger.getUseParentHandlers();
        setLevel(level);
        logger.setLevel(level);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        if (!isLoggable(line)) {
            return;
        }
        lines.add(line.getLevel() + " " + TEXT.format(line));
        events.add(noted.get());
    }

    /** Returns the lines since the last call. */
    public List<String> take() {
        List<String> taken = new ArrayList<>(lines);
        lines.clear();
        events.clear();
        return taken;
    }

    /** Returns whether a line with this start and end was written since the last call of {@link #take}. */
    public boolean has(String beginning, String ending) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning) && line.endsWith(ending));
    }

    /** Returns the number of lines with this start that were written since the last call of {@link #take}. */
    public long count(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** Returns the key {@code event} of each line since the last call of {@link #take}. */
    public List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(parents);
        logger.setLevel(before);
    }
}
