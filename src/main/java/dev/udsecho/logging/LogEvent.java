package dev.udsecho.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * A line of the log that tells of an event: a sentence and the facts behind it. A person reads them in brackets; a log in JSON
 * has them as keys too, beside the key {@code event}, in {@code mdc}, the place that its formatter has for keys of a line.
 */
public final class LogEvent {
    private static final String EVENT = "event";

    private final String sentence;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> keys = new LinkedHashMap<>();

    /**
     * A line without facts.
     *
     * @param event a word for programs that read the log
     */
    public LogEvent(String event, String sentence) {
        this.sentence = sentence;
        keys.put(EVENT, event);
    }

    /** Adds a fact that the sentence tells already. */
    public LogEvent about(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    /** Adds a fact. */
    public LogEvent with(String key, Object value) {
        facts.put(key, value);
        keys.put(key, value);
        return this;
    }

    /** Writes the line. */
    public void log(Logger log, Logger.Level level) {
        keys.forEach((key, value) -> MDC.put(key, String.valueOf(value)));
        try {
            log.log(level, this);
        } finally {
            keys.keySet().forEach(MDC::remove);
        }
    }

    @Override
    public String toString() {
        return facts.entrySet().stream()
                .map(LogEvent::inWords)
                .collect(
                        Collectors.joining(", ", sentence + (facts.isEmpty() ? "" : " ("), facts.isEmpty() ? "" : ")"));
    }

    private static String inWords(Entry<String, Object> fact) {
        return fact.getKey() + " " + fact.getValue();
    }
}
