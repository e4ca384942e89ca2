package dev.udsecho.cli.output;

import dev.udsecho.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats JSON on one line (RFC 8259). A library would take longer to load than a ping takes. */
public final class Json {
    /** The schema version. It changes when a field changes its meaning or is removed, not when a field is added. */
    private static final int SCHEMA = 1;

    private Json() {}

    /** Returns the object that a command prints with {@code --json}: the schema version, then the fields. */
    public static String withSchema(Map<String, Object> fields) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", SCHEMA);
        report.putAll(fields);
        return of(report);
    }

    /**
     * Returns a value as JSON: maps as objects, lists as arrays, numbers and booleans as they are, an empty Optional as
     * null, everything else as a string.
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

    /**
     * Returns a quoted string. Characters that a terminal would not show are escaped too, as people read JSON on
     * terminals.
     */
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
