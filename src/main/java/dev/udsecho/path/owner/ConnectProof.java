package dev.udsecho.path.owner;

import dev.udsecho.os.Errno;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Verifies by a connect that a name leads to a listener. */
public final class ConnectProof {
    private ConnectProof() {}

    /**
     * Returns whether a connect is accepted or queued, and passes a check while it is open. The connect does not wait: a
     * full backlog (EAGAIN) proves some listener, without the check (<a
     * href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>). Blocks as the check does.
     *
     * @param whileConnected returns whether the connection reached the right listener
     * @throws IOException if the connect could not be tried
     */
    public static boolean isAccepted(Path name, BooleanSupplier whileConnected) throws IOException {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.configureBlocking(false);
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
