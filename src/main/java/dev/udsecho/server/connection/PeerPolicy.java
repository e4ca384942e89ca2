package dev.udsecho.server.connection;

import dev.udsecho.config.AccessConfig;
import dev.udsecho.os.Identity;
import dev.udsecho.os.PeerIds;
import dev.udsecho.os.UserNamespace;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which peers are served: all, or those with one of the listed uids or gids. This process itself is always
 * served, since its readiness check is a round trip of its own.
 */
final class PeerPolicy {
    private final Set<Long> uids;
    private final Set<Long> gids;
    private final String ownUid = Identity.current().uid();
    private final long ownPid = ProcessHandle.current().pid();
    private final UserNamespace namespace;

    PeerPolicy(AccessConfig config, UserNamespace namespace) {
        this.uids = config.uids().orElse(Set.of());
        this.gids = config.gids().orElse(Set.of());
        this.namespace = namespace;
    }

    /** Returns whether all peers are served, so that the kernel need not be asked. */
    boolean servesAll() {
        return uids.isEmpty() && gids.isEmpty();
    }

    boolean serves(PeerIds peer) {
        return uids.contains(peer.uid()) || gids.contains(peer.gid()) || isThisProcess(peer);
    }

    /**
     * Returns the log line for a peer that is not served. All users without a name in this user namespace show as the
     * overflow id, so a list cannot distinguish them; the line adds that where it applies.
     */
    String refusal(PeerIds peer) {
        return "Refused a peer that is not listed: " + peer + " (echo.access.uids, echo.access.gids)"
                + overflow("uid", peer.uid(), namespace::hidesUid)
                        .or(() -> overflow("gid", peer.gid(), namespace::hidesGid))
                        .orElse("");
    }

    private static Optional<String> overflow(String kind, long id, Predicate<String> hidden) {
        return hidden.test(Long.toString(id))
                ? Optional.of("; " + kind + " " + id + " is the overflow id: the peer is in another user namespace")
                : Optional.empty();
    }

    /**
     * Returns whether the peer is this process. Another process with this pid would be in another PID namespace, and
     * the kernel reports its pid as 0.
     */
    boolean isThisProcess(PeerIds peer) {
        return peer.pid() == ownPid && ownUid.equals(String.valueOf(peer.uid()));
    }
}
