package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteProgressTest {
    private static final long LENGTH = 100;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Long> sent = new ArrayList<>();
    private final ChannelProgressivePromise promise = channel.newProgressivePromise();

    @AfterEach
    void closeChannel() {
        channel.close();
    }

    private void queue() {
        promise.addListener(new WriteProgress(channel, new SentBytes(sent), LENGTH));
    }

    @Test
    void testProgress_reportsTheIncrement() {
        queue();
        promise.setProgress(30, LENGTH);
        promise.setProgress(90, LENGTH);
        assertEquals(List.of(30L, 60L), sent);
    }

    @Test
    void testSuccess_reportsTheRest() {
        queue();
        promise.setProgress(30, LENGTH);
        promise.setSuccess();
        channel.runPendingTasks();
        assertEquals(List.of(30L, 70L), sent);
    }

    @Test
    void testFailure_isThatOfTheChannel_andReportsNothingMore() {
        queue();
        promise.setProgress(30, LENGTH);
        promise.setFailure(new IOException("Broken pipe"));
        channel.runPendingTasks();
        assertEquals(
                "Broken pipe",
                assertThrows(IOException.class, channel::checkException).getMessage());
        assertEquals(List.of(30L), sent);
    }
}
