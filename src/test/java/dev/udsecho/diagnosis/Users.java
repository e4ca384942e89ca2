package dev.udsecho.diagnosis;

import dev.udsecho.os.Identity;
import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import dev.udsecho.os.SecurityModule;
import dev.udsecho.os.UserNamespace;
import java.util.List;
import java.util.Optional;

/** Processes that are denied access. */
final class Users {
    /** The uid and gid of no file in a test. */
    static final String STRANGER = "4711";

    private static final UserNamespace HOST = new UserNamespace("65534", "65534", true, true);
    private static final SecurityModule MODULE =
            new SecurityModule("a module", Optional.of("label"), List.of("remedy one", "remedy two"));

    private Users() {}

    static ProcessContext deniedUser() {
        return with(identity(STRANGER, STRANGER, 0));
    }

    static Identity identity(String uid, String gid, long capabilities, String... groups) {
        return new Identity(uid, gid, List.of(groups), capabilities, false);
    }

    static ProcessContext with(Identity identity) {
        return in(HOST, identity);
    }

    static ProcessContext in(UserNamespace namespace, Identity identity) {
        return new ProcessContext(identity, namespace, new Mounts(List.of()), MODULE, List.of());
    }

    static ProcessContext seeing(List<Mount> mounts) {
        return new ProcessContext(Identity.current(), HOST, new Mounts(mounts), MODULE, List.of());
    }
}
