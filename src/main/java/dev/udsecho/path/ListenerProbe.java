package dev.udsecho.path;

import dev.udsecho.os.Errno;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Detects whether a process listens on a socket file, by connecting to it. Only a refusal (ECONNREFUSED) proves that no
 * process listens, or not yet. A full backlog (EAGAIN) or another socket type (EPROTOTYPE) proves a listener (<a
 * href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>). The probe never blocks.
 *
 * @param state the result of the connect
 * @param server the listener in words
 */
record ListenerProbe(State state, String server) {
    enum State {
        LIVE,
        OTHER_TYPE,
        DEAD,
        DENIED
    }

    static ListenerProbe of(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return connect(channel, socket);
        }
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

    boolean is(State expected) {
        return state == expected;
    }
}
