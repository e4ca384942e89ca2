package dev.udsecho.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets how long a condition is awaited that names no limit: long enough for a machine with many times more work than
 * processors. JUnit finds this extension by itself (META-INF/services).
 */
public final class Patience implements BeforeAllCallback {
    /** The limit of what is awaited. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
