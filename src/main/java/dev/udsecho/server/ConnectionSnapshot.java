package dev.udsecho.server;

import dev.udsecho.os.PeerIds;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection as it stood at one moment.
 *
 * @param peer who is at its other end, if the kernel tells
 * @param age since it was accepted
 * @param received bytes that were read
 * @param sent bytes that the kernel took back for the peer
 * @param waiting bytes that wait here until the kernel has room for them
 */
public record ConnectionSnapshot(Optional<PeerIds> peer, Duration age, long received, long sent, long waiting) {
    /** How many bytes went either way. */
    public long traffic() {
        return received + sent;
    }
}
