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

/** What one class logs, as {@code LEVEL text}, from its creation until it is closed; nothing of it is printed. */
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
        this(source, level, () -> String.valueOf(MDC.get("event")));
    }

    /** With what is to be noted beside each line, on the thread that logs it. */
    public LogCapture(Class<?> source, Supplier<String> noted) {
        this(source, Level.INFO, noted);
    }

    private LogCapture(Class<?> source, Level level, Supplier<String> noted) {
        this.noted = noted;
        logger = Logger.getLogger(source.getName());
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

    /** The lines since the last call. */
    public List<String> take() {
        List<String> taken = new ArrayList<>(lines);
        lines.clear();
        events.clear();
        return taken;
    }

    /** Whether a line was written, since the last call of {@link #take}, that begins and ends like this. */
    public boolean has(String beginning, String ending) {
        return lines.stream().anyMatch(line -> line.startsWith(beginning) && line.endsWith(ending));
    }

    /** Returns the number of lines that were written since the last call of {@link #take} and begin like this. */
    public long count(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).count();
    }

    /** The key {@code event} of each line since the last call of {@link #take}. */
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
