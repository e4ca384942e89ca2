package dev.udsecho.diagnosis;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The caller of the program: a command that is put before it, such as a change of the user or the namespace.
 *
 * @param before the words of that command
 */
record Caller(List<String> before) {
    /** The process that runs the tests. */
    static final Caller SELF = new Caller(List.of());

    private static final String IDS_OF_A_HOST = "0 0 12345";
    private static final String COVER_PROC =
            "mount -t tmpfs none /proc && export LD_LIBRARY_PATH=\"$0/lib\" && exec \"$@\"";

    private static Caller by(String... before) {
        Needs.root();
        Needs.tool(before[0]);
        return new Caller(List.of(before));
    }

    /** A user with a primary group of the same number and one supplementary group. */
    static Caller user(int uid, int group) {
        return by("setpriv", "--reuid=" + uid, "--regid=" + uid, "--groups=" + group);
    }

    /** Root without capabilities, as in some containers. */
    static Caller powerlessRoot() {
        return by("setpriv", "--inh-caps=-all", "--bounding-set=-all");
    }

    /** A user with capabilities that override modes; access(2) does not count them. */
    static Caller overridingModes() {
        String capabilities = "+dac_override,+dac_read_search";
        return by(
                "setpriv",
                "--reuid=64002",
                "--regid=64002",
                "--clear-groups",
                "--inh-caps=" + capabilities,
                "--ambient-caps=" + capabilities);
    }

    /** A process in a user namespace without mapped users. */
    static Caller nobody() {
        return by("unshare", "--user");
    }

    /** A process in a user namespace where only its own user is mapped, as root. */
    static Caller root() {
        return by("unshare", "--map-root-user");
    }

    /** The process that runs the tests, with a limit on its file descriptors (ulimit -n). */
    static Caller withDescriptors(int limit) {
        return new Caller(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
    }

    /** A process with an empty /proc; the JVM's launcher finds its libraries there. */
    static Caller withoutProc() {
        return by("unshare", "--mount", "sh", "-c", COVER_PROC, System.getProperty("java.home"));
    }

    /** A user in a namespace where only the users and groups below 12345 are mapped, to the same ids as outside. */
    static Caller host(Scene scene, int uid) throws Exception {
        Needs.root();
        Process namespace = scene.start("unshare", "--user", "sleep", "600");
        Path proc = Path.of("/proc", String.valueOf(namespace.pid()));
        await().until(() -> !userNamespace(proc).equals(userNamespace(Path.of("/proc/self"))));
        Files.writeString(proc.resolve("uid_map"), IDS_OF_A_HOST);
        Files.writeString(proc.resolve("gid_map"), IDS_OF_A_HOST);
        return by("nsenter", "--target=" + namespace.pid(), "--user", "--setuid=" + uid, "--setgid=" + uid);
    }

    private static Path userNamespace(Path proc) throws IOException {
        return Files.readSymbolicLink(proc.resolve("ns/user"));
    }
}
