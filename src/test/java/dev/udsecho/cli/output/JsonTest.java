package dev.udsecho.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void testOf_eachKindOfValue() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", 1L);
        fields.put("ok", true);
        fields.put("none", Optional.empty());
        fields.put("some", Optional.of(2));
        fields.put("text", "a \"b\" \\ \n\u0001 ü");
        assertEquals(
                "{\"number\": 1, \"ok\": true, \"none\": null, \"some\": 2, \"text\": \"a \\\"b\\\" \\\\ \\u000a\\u0001 ü\"}",
                Json.of(fields));
    }
}
