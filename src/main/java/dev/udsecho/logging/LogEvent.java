package dev.udsecho.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * A log line about an event: a sentence and its facts. The text has the facts in brackets. A log in JSON also has them
 * as keys, beside the key {@code event}, in {@code mdc}, where its formatter puts a line's keys.
 */
public final class LogEvent {
    private static final String EVENT = "event";

    private final String sentence;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> keys = new LinkedHashMap<>();

    /**
     * Creates a line without facts.
     *
     * @param event the name of the event, for programs that read the log
     */
    public LogEvent(String event, String sentence) {
        this.sentence = sentence;
        keys.put(EVENT, event);
    }

    /** Adds a fact as a key only, since the sentence has it already. */
    public LogEvent withKeyOnly(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    /** Adds a fact to the text and to the keys. */
    public LogEvent with(String key, Object value) {
        facts.put(key, value);
        keys.put(key, value);
        return this;
    }

    /** Logs the line at a level. Its keys are in the MDC of the calling thread meanwhile. */
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
                .map(LogEvent::printed)
                .collect(
                        Collectors.joining(", ", sentence + (facts.isEmpty() ? "" : " ("), facts.isEmpty() ? "" : ")"));
    }

    private static String printed(Entry<String, Object> fact) {
        return fact.getKey() + " " + fact.getValue();
    }
}
