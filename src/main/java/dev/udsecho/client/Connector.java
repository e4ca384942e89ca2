package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ConnectDiagnosis;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.os.Errno;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Deadline;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connects to a socket without blocking: a blocking connect to a full backlog would hang indefinitely. */
final class Connector {
    /** The pause between two connects while the backlog is full. */
    private static final Duration BACKLOG_RETRY = Duration.ofMillis(1);

    private Connector() {}

    /**
     * Connects, and retries until the deadline while the backlog is full.
     *
     * @throws EchoException with the cause, if no connect succeeds by the deadline
     */
    static EchoClient connect(SocketPath path, Deadline deadline) throws EchoException {
        long start = System.nanoTime();
        while (true) {
            try {
                return connectOnce(path, start);
            } catch (IOException e) {
                if (Errno.of(e) != Errno.EAGAIN) {
                    throw new EchoException(path, ConnectDiagnosis.of(path.file(), e));
                }
                if (deadline.isOver()) {
                    Finding full = Cause.BACKLOG_FULL.found(Durations.print(deadline.timeout()));
                    throw new EchoException(path, full.with(Evidence.CONNECT, Errno.describe(e)));
                }
                Ticker.SYSTEM.pause(BACKLOG_RETRY);
            }
        }
    }

    /**
     * Connects if that succeeds at once.
     *
     * @param start the time when the first attempt began, as {@link System#nanoTime} counts
     */
    static EchoClient connectOnce(SocketPath path, long start) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path.file()));
            return new EchoClient(path, channel, Selector.open(), start);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
