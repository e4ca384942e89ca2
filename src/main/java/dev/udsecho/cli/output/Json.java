package dev.udsecho.cli.output;

import dev.udsecho.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON value on one line (RFC 8259). A library would take longer to load than a ping takes. */
public final class Json {
    /** Changes when a field gets another meaning or is gone; a new field does not change it. */
    private static final int SCHEMA = 1;

    private Json() {}

    /** The object that a command prints with {@code --json}: before its fields is the version of their meaning. */
    public static String report(Map<String, Object> fields) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", SCHEMA);
        report.putAll(fields);
        return of(report);
    }

    /**
     * Maps as objects, lists as arrays, numbers and booleans as they are, an empty Optional as null, everything else as a
     * string.
     */
    static String of(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return fields.entrySet().stream()
                    .map(field -> quoted(field.getKey().toString()) + ": " + of(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Json::of).orElse("null");
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    /** What a terminal would not show as a letter is escaped too: people read this on one. */
    private static String quoted(String text) {
        return text.chars().mapToObj(unit -> escaped((char) unit)).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(char unit) {
        if (unit == '"' || unit == '\\') {
            return "\\" + unit;
        }
        return Printable.isInvisible(unit) && !Character.isSurrogate(unit)
                ? String.format("\\u%04x", (int) unit)
                : String.valueOf(unit);
    }
}
