package dev.udsecho.process;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that the list names classes that exist. A missing class has moved with an upgrade: run the program with
 * -Xlog:class+load, use it, delete its socket, stop it, and list the classes that were loaded from a jar after the
 * start.
 */
class PreloadedClassesTest {
    @Test
    void testList_namesClassesThatExist() throws Exception {
        List<String> names;
        try (var list = PreloadedClasses.class.getResourceAsStream("preloaded-classes.txt")) {
            names = new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        assertFalse(names.isEmpty());
        assertAll(names.stream()
                .map(name -> () -> assertDoesNotThrow(
                        () -> Class.forName(name, false, PreloadedClasses.class.getClassLoader()), name)));
    }
}
