package dev.udsecho.diagnosis;

import java.util.List;
import java.util.Optional;

/** Processes to whom an access is denied. */
final class Who {
    /** A uid and a gid that no file of a test has. */
    static final String STRANGER = "4711";

    private static final UserNamespace HOST = new UserNamespace("65534", "65534", true, true);
    private static final SecurityModule MODULE =
            new SecurityModule("a module", Optional.of("label"), List.of("remedy one", "remedy two"));

    private Who() {}

    static Surroundings stranger() {
        return with(identity(STRANGER, STRANGER, 0));
    }

    static Identity identity(String uid, String gid, long capabilities, String... groups) {
        return new Identity(uid, gid, List.of(groups), capabilities, false);
    }

    static Surroundings with(Identity identity) {
        return in(HOST, identity);
    }

    static Surroundings in(UserNamespace namespace, Identity identity) {
        return new Surroundings(identity, namespace, new Mounts(List.of()), MODULE, List.of());
    }

    static Surroundings seeing(List<Mount> mounts) {
        return new Surroundings(Identity.current(), HOST, new Mounts(mounts), MODULE, List.of());
    }
}
