package dev.udsecho.server;

import dev.udsecho.config.AccessConfig;
import dev.udsecho.diagnosis.Identity;
import java.util.Set;

/**
 * Which peers are served: all, or those with one of the uids or one of the gids. This process itself is always served,
 * since its readiness is a round trip of its own.
 */
final class PeerPolicy {
    private final Set<Long> uids;
    private final Set<Long> gids;
    private final String ownUid = Identity.current().uid();
    private final long ownPid = ProcessHandle.current().pid();

    PeerPolicy(AccessConfig config) {
        this.uids = config.uids().orElse(Set.of());
        this.gids = config.gids().orElse(Set.of());
    }

    /** Whether everybody is served, so that nobody need be asked. */
    boolean isOpen() {
        return uids.isEmpty() && gids.isEmpty();
    }

    boolean serves(Peer peer) {
        return uids.contains(peer.uid()) || gids.contains(peer.gid()) || isOurselves(peer);
    }

    /** Another process with this pid would be in another PID namespace, and the kernel shows that one's pid as 0. */
    boolean isOurselves(Peer peer) {
        return peer.pid() == ownPid && ownUid.equals(String.valueOf(peer.uid()));
    }
}
