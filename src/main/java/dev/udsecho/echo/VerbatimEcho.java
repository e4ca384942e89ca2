package dev.udsecho.echo;

import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;

/** Returns the bytes that it receives. It has no state, so one instance serves all event loops. */
@Singleton
public final class VerbatimEcho implements Echo {
    @Override
    public Buffer answer(Buffer received) {
        return received;
    }
}
