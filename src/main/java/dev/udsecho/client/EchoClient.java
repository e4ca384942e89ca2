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
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection to an echo service on a Unix socket. It uses the JDK only. It writes and reads at the same time, so no
 * payload size can deadlock, and each step has a deadline. Not thread-safe.
 */
public final class EchoClient implements Closeable {
    /** The pause between two connects while the backlog is full. */
    private static final Duration BACKLOG_RETRY = Duration.ofMillis(1);

    private final SocketPath path;
    private final SocketChannel channel;
    private final Selector selector;

    /** The time when the first attempt to connect began, as {@link System#nanoTime} counts. */
    private final long start;

    private EchoClient(SocketPath path, SocketChannel channel, Selector selector, long start) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
        this.start = start;
    }

    /**
     * Connects to the socket. The connect does not block: a blocking connect to a full backlog would hang indefinitely.
     * It is retried until the deadline while the backlog is full.
     *
     * @throws EchoException with the cause, if no connect succeeds by the deadline
     */
    public static EchoClient connect(SocketPath path, Deadline deadline) throws EchoException {
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

    /** Connects if that succeeds at once. Does not diagnose a failure, which would take many times longer. */
    public static Optional<EchoClient> tryToConnect(SocketPath path) {
        try {
            return Optional.of(connectOnce(path, System.nanoTime()));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static EchoClient connectOnce(SocketPath path, long start) throws IOException {
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

    /** Returns the credentials of the process that created the listener, as the kernel reports them. */
    PeerCredentials serverCredentials() throws IOException {
        return PeerCredentials.of(channel);
    }

    /**
     * Performs one round trip on a new connection.
     *
     * @param deadline for connect and round trip together
     * @return the time from the connect to the last byte
     * @throws EchoException with the cause, if the same bytes did not come back in time
     */
    public static Duration roundTrip(SocketPath path, byte[] payload, Deadline deadline) throws IOException {
        try (EchoClient client = connect(path, deadline)) {
            client.roundTrip(payload, deadline);
            return client.age();
        }
    }

    /**
     * Sends the payload on a new connection and writes the response, whatever it is, to the output until the server
     * closes.
     *
     * @param timeout for connect, payload and response together; zero means no limit
     * @return the time from the connect to the server's close
     * @throws EchoException with the cause, if the server did not close in time
     */
    public static Duration send(SocketPath path, byte[] payload, OutputStream response, Duration timeout)
            throws IOException {
        Deadline deadline = Deadline.in(timeout);
        try (EchoClient client = connect(path, deadline)) {
            client.send(ByteSource.of(payload), response, Exchange.Check.NOTHING, deadline);
            return client.age();
        }
    }

    /** Sends the payload and reads the same bytes back. The connection stays open for more round trips. */
    public void roundTrip(byte[] payload, Deadline deadline) throws IOException {
        ByteSource source = ByteSource.of(payload);
        OutputStream ignored = OutputStream.nullOutputStream();
        exchange().run(source, ignored, Exchange.Completion.STAY_OPEN, Exchange.Check.EVERY_BYTE, deadline);
    }

    /**
     * Sends the whole source, shuts down the writing side, and writes the response to the output until the server
     * closes.
     */
    public void send(ByteSource source, OutputStream response, Exchange.Check check, Deadline deadline)
            throws IOException {
        exchange().run(source, response, Exchange.Completion.HALF_CLOSE, check, deadline);
    }

    /** Returns a new exchange on this connection. All bytes of earlier exchanges must have come back. */
    Exchange exchange() {
        return new Exchange(path, channel, selector);
    }

    /** Returns a conversation in any protocol, which ends with the deadline. */
    public Conversation converse(Deadline deadline) {
        return new Conversation(path, channel, selector, deadline);
    }

    /** Returns the time since the connect began. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns the failure for a finding. */
    EchoException failure(Finding finding) {
        return new EchoException(path, finding);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
