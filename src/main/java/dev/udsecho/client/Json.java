package dev.udsecho.client;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One flat JSON object on one line (RFC 8259). A library would take longer to load than a ping takes. */
final class Json {
    private Json() {}

    /** Numbers and booleans as they are, an empty Optional as null, everything else as a string. */
    static String of(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ": " + value(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Json::value).orElse("null");
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(letter -> letter == '"' || letter == '\\'
                        ? "\\" + (char) letter
                        : letter < ' ' ? String.format("\\u%04x", letter) : String.valueOf((char) letter))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
