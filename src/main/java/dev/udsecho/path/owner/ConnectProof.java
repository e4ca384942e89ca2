package dev.udsecho.path.owner;

import dev.udsecho.os.Errno;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Verifies by a connect that a name leads to a listener. */
final class ConnectProof {
    private ConnectProof() {}

    /**
     * Returns whether a connect is accepted or queued. Does not wait: a full backlog (EAGAIN) proves a listener (<a
     * href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>).
     *
     * @throws IOException if the connect could not be tried
     */
    static boolean isAccepted(Path name) throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
            client.connect(UnixDomainSocketAddress.of(name));
            return true;
        } catch (IOException e) {
            return switch (Errno.of(e)) {
                case ECONNREFUSED -> false;
                case EAGAIN -> true;
                default -> throw e;
            };
        }
    }
}
