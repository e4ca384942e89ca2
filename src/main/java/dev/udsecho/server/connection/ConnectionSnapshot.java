package dev.udsecho.server.connection;

import dev.udsecho.os.PeerIds;
import java.time.Duration;
import java.util.Optional;

/**
 * A snapshot of a connection.
 *
 * @param peer the peer credentials, if the kernel reports them
 * @param age the time since the accept
 * @param received the number of bytes that were read
 * @param sent the number of bytes that the kernel took for the peer
 * @param waiting the number of bytes that wait in this process until the kernel has room
 */
public record ConnectionSnapshot(Optional<PeerIds> peer, Duration age, long received, long sent, long waiting) {
    /** Returns the number of bytes in both directions. */
    public long traffic() {
        return received + sent;
    }
}
