package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ConnectDiagnosis;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.os.Errno;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection to an echo service on a Unix socket, with the JDK alone. It writes and reads at the same time, so no size
 * can deadlock, and each step keeps to a deadline. Not for use by several threads.
 */
public final class EchoClient implements Closeable {
    /** How long to wait between two connects while the backlog is full, in nanoseconds. */
    private static final long BACKLOG_PAUSE = 1_000_000;

    private final SocketPath path;
    private final SocketChannel channel;
    private final Selector selector;

    private EchoClient(SocketPath path, SocketChannel channel, Selector selector) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
    }

    /**
     * Connects. A blocking connect to a full backlog would hang for good, so it is tried again until the deadline.
     *
     * @throws EchoException with the cause, if nobody can be connected to by then
     */
    public static EchoClient connect(SocketPath path, Deadline deadline) throws EchoException {
        while (true) {
            try {
                return connect(path);
            } catch (IOException e) {
                if (Errno.of(e) != Errno.EAGAIN) {
                    throw new EchoException(path, ConnectDiagnosis.of(path.file(), e));
                }
                if (deadline.isOver()) {
                    throw new EchoException(path, backlogFull(deadline).with(Evidence.CONNECT, Errno.describe(e)));
                }
                LockSupport.parkNanos(BACKLOG_PAUSE);
            }
        }
    }

    /** Connects if that works at once; to find out why it does not takes many times as long. */
    public static Optional<EchoClient> tryToConnect(SocketPath path) {
        try {
            return Optional.of(connect(path));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static EchoClient connect(SocketPath path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path.file()));
            return new EchoClient(path, channel, Selector.open());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Finding backlogFull(Deadline deadline) {
        return Cause.BACKLOG_FULL.found(Durations.print(deadline.timeout()));
    }

    /** Who made the listener, as the kernel tells it. */
    PeerCredentials server() throws IOException {
        return PeerCredentials.of(channel);
    }

    /**
     * Makes one round trip on a fresh connection.
     *
     * @param timeout for all of it; zero is for ever
     * @return how long it took, from connect to the last byte
     * @throws EchoException with the cause, if not the same bytes came back in time
     */
    public static Duration roundTrip(SocketPath path, byte[] payload, Duration timeout) throws IOException {
        return roundTrip(path, payload, Deadline.in(timeout));
    }

    public static Duration roundTrip(SocketPath path, byte[] payload, Deadline deadline) throws IOException {
        long start = System.nanoTime();
        try (EchoClient client = connect(path, deadline)) {
            client.roundTrip(payload, deadline);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /**
     * Sends the payload on a fresh connection, and passes on what comes back, whatever that is, until the server ends it.
     *
     * @param timeout for all of it; zero is for ever
     * @return how long it took, from connect to the end
     * @throws EchoException with the cause, if it did not end in time
     */
    public static Duration send(SocketPath path, byte[] payload, OutputStream answer, Duration timeout)
            throws IOException {
        long start = System.nanoTime();
        Deadline deadline = Deadline.in(timeout);
        try (EchoClient client = connect(path, deadline)) {
            client.send(ByteSource.of(payload), answer, Exchange.Check.NOTHING, deadline);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    /** Sends the payload and reads the same bytes back; the connection stays open for more. */
    public void roundTrip(byte[] payload, Deadline deadline) throws IOException {
        exchange()
                .run(
                        ByteSource.of(payload),
                        OutputStream.nullOutputStream(),
                        Exchange.Ending.STAY_OPEN,
                        Exchange.Check.EVERY_BYTE,
                        deadline);
    }

    /** Sends the whole source, shuts the writing side down, and passes on what comes back until the server ends it. */
    public void send(ByteSource source, OutputStream answers, Exchange.Check check, Deadline deadline)
            throws IOException {
        exchange().run(source, answers, Exchange.Ending.HALF_CLOSE, check, deadline);
    }

    /** A new exchange; all that was sent in those before came back. */
    Exchange exchange() {
        return new Exchange(path, channel, selector);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
