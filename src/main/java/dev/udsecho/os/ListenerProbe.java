package dev.udsecho.os;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Detects whether a process listens on a socket file, by connecting to it. Only a refusal (ECONNREFUSED) proves that no
 * process listens, or not yet. A full backlog (EAGAIN) or another socket type (EPROTOTYPE) proves a listener (<a
 * href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>). The connect never blocks.
 *
 * @param state the result of the connect
 * @param server the listener in words
 */
public record ListenerProbe(State state, String server) {
    /** The results of a connect. */
    public enum State {
        LIVE,
        OTHER_TYPE,
        DEAD,
        DENIED
    }

    /** Probes a socket file. */
    public static ListenerProbe of(Path socket) throws IOException {
        try (SocketChannel channel = open()) {
            return connect(channel, socket);
        }
    }

    private static SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.configureBlocking(false);
        return channel;
    }

    private static ListenerProbe connect(SocketChannel channel, Path socket) {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return new ListenerProbe(
                    State.LIVE,
                    "a live server (user " + peer.user().getName() + ", group "
                            + peer.group().getName() + ")");
        } catch (IOException e) {
            return switch (Errno.of(e)) {
                case ECONNREFUSED -> new ListenerProbe(State.DEAD, "no server");
                case EACCES -> new ListenerProbe(State.DENIED, "an unknown server or none");
                case EPROTOTYPE -> new ListenerProbe(State.OTHER_TYPE, "a datagram or seqpacket server");
                default -> new ListenerProbe(State.LIVE, "a live server (\"" + e.getMessage() + "\")");
            };
        }
    }

    /**
     * Returns whether a connect through a name is accepted or queued, and passes a check while it is open. A full
     * backlog proves some listener, without the check. Blocks as the check does.
     *
     * @param whileConnected returns whether the connection reached the right listener
     * @throws IOException if the connect could not be tried
     */
    public static boolean isAccepted(Path name, BooleanSupplier whileConnected) throws IOException {
        try (SocketChannel client = open()) {
            client.connect(UnixDomainSocketAddress.of(name));
            return whileConnected.getAsBoolean();
        } catch (IOException e) {
            return switch (Errno.of(e)) {
                case ECONNREFUSED -> false;
                case EAGAIN -> true;
                default -> throw e;
            };
        }
    }
}
