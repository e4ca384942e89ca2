package dev.udsecho.server.netty;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Answers each read with itself, and records each number of bytes that was reported as sent. */
record SentBytes(List<Long> each) implements ConnectionEvents {
    @Override
    public Buffer answer(Buffer received) {
        return received;
    }

    @Override
    public void sent(long bytes) {
        each.add(bytes);
    }

    @Override
    public void failed() {}

    @Override
    public void closed() {}
}
