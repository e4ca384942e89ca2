package dev.udsecho.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets the timeout of conditions that name none: long enough for a machine with many times more work than processors.
 * JUnit finds this extension by itself (META-INF/services).
 */
public final class Conditions implements BeforeAllCallback {
    /** The default timeout. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }

    /**
     * Waits for a condition that becomes true within about a millisecond; Awaitility polls after 100 at the earliest.
     */
    public static ConditionFactory await() {
        return Awaitility.with()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .await();
    }
}
