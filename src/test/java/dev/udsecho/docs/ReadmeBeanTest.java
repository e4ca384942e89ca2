package dev.udsecho.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.echo.Echo;
import io.vertx.core.buffer.Buffer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the bean that the front page shows: it compiles, and does what the page says of it. */
class ReadmeBeanTest {
    private static final String IMPORTS = """
            import dev.udsecho.echo.Echo;
            import io.vertx.core.buffer.Buffer;
            import jakarta.annotation.Priority;
            import jakarta.enterprise.inject.Alternative;
            import jakarta.inject.Singleton;

            """;

    @TempDir
    Path directory;

    @Test
    void testBean_answersInCapitals_butNotTheLinesOfReadiness() throws Exception {
        Path source = directory.resolve("UpperCaseEcho.java");
        Files.writeString(source, IMPORTS + bean());
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertEquals(0, status);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Echo echo =
                    (Echo) loader.loadClass("UpperCaseEcho").getConstructor().newInstance();
            assertEquals("FOO, {Z}", answer(echo, "foo, {z}"));
            assertEquals("udsecho readiness 1", answer(echo, "udsecho readiness 1"));
        }
    }

    private static String answer(Echo echo, String text) {
        return echo.answer(Buffer.buffer(text)).toString();
    }

    private static String bean() throws Exception {
        String page = Files.readString(Markdown.README);
        return page.substring(page.indexOf("```java\n") + "```java\n".length()).split("```")[0];
    }
}
