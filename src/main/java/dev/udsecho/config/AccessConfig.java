package dev.udsecho.config;

import io.smallrye.config.WithConverter;
import java.util.Optional;
import java.util.Set;

/**
 * {@code echo.access.*}: the peers that are served, by the uid and gid that they had when they connected (SO_PEERCRED
 * in <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>). If a list is set, a peer must be in one
 * of the lists.
 */
public interface AccessConfig {
    @Description(
            "user numbers, 0 to 4294967294, separated by commas: with this list or that of groups, only peers in either are"
                    + " served; set and empty is refused")
    Optional<Set<@WithConverter(Converters.OfId.class) Long>> uids();

    @Description(
            "group numbers, 0 to 4294967294, separated by commas: with this list or that of users, only peers in either are"
                    + " served; only a peer's first group counts, as the kernel reports no other")
    Optional<Set<@WithConverter(Converters.OfId.class) Long>> gids();
}
