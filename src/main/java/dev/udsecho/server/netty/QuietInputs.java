package dev.udsecho.server.netty;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Finds the bytes behind an urgent byte, where recv(2) ends: makes the kernel report the input of a connection again
 * that was read and then stayed quiet for {@value #PAUSE_MILLIS} ms. Costs nothing while no connection is read, and
 * {@value #LOOKS} looks per pause at most: of more busy connections, each waits for its turn. For one event loop only.
 */
public final class QuietInputs {
    private static final int PAUSE_MILLIS = 10;
    private static final int LOOKS = 64;

    private final Queue<FlowControl> read = new ArrayDeque<>();
    private boolean isScheduled;

    /** Adds a connection that was read, and that is not in the queue. */
    void add(FlowControl connection, EventLoop eventLoop) {
        read.add(connection);
        schedule(eventLoop);
    }

    private void look(EventLoop eventLoop) {
        isScheduled = false;
        for (int looks = Math.min(read.size(), LOOKS); looks > 0; looks--) {
            FlowControl connection = read.remove();
            if (!connection.reportQuietInput()) {
                read.add(connection);
            }
        }
        if (!read.isEmpty()) {
            schedule(eventLoop);
        }
    }

    private void schedule(EventLoop eventLoop) {
        if (!isScheduled) {
            isScheduled = true;
            eventLoop.schedule(() -> look(eventLoop), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
