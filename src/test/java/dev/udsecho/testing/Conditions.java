package dev.udsecho.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets how long a condition is awaited that names no limit: long enough for a machine with many times more work than
 * processors. JUnit finds this extension by itself (META-INF/services).
 */
public final class Conditions implements BeforeAllCallback {
    /** The limit of what is awaited. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }

    /** Waits for a condition that comes true within a millisecond or so, of which Awaitility asks no sooner than in 100. */
    public static ConditionFactory await() {
        return Awaitility.with()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .await();
    }
}
