package dev.udsecho.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks the page for accessibility problems, by axe-core's rules. */
final class Axe {
    private static final String LOOK = """
            const tell = arguments[arguments.length - 1];
            axe.run().then(
                found => tell(found.violations.filter(rule => ["serious", "critical"].includes(rule.impact))
                    .map(rule => rule.id + ": " + rule.nodes.map(node => node.html + " " + node.failureSummary).join("; "))),
                failure => tell([String(failure)]));
            """;

    private Axe() {}

    /** Returns the serious and critical violations on the current page, one text each. */
    static List<?> violations(Browser browser) {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            browser.run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<?>) browser.runToEnd(LOOK);
    }
}
