package dev.udsecho.diagnosis;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who asks: what comes before the program on a command line, such as a change of the user or a namespace.
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

    /** A user whose group has the same number, in one more group. */
    static Caller user(int uid, int group) {
        return by("setpriv", "--reuid=" + uid, "--regid=" + uid, "--groups=" + group);
    }

    /** Root with no capability, as containers may have it. */
    static Caller powerlessRoot() {
        return by("setpriv", "--inh-caps=-all", "--bounding-set=-all");
    }

    /** A user with the capabilities to pass by modes, which access(2) does not count for him. */
    static Caller passingModes() {
        String capabilities = "+dac_override,+dac_read_search";
        return by(
                "setpriv",
                "--reuid=64002",
                "--regid=64002",
                "--clear-groups",
                "--inh-caps=" + capabilities,
                "--ambient-caps=" + capabilities);
    }

    /** One whose user namespace has no name for any user. */
    static Caller nobody() {
        return by("unshare", "--user");
    }

    /** One whose user namespace has a name for itself, root, and for nobody else. */
    static Caller root() {
        return by("unshare", "--map-root-user");
    }

    /** The process that runs the tests, with a limit on its file descriptors (ulimit -n). */
    static Caller withDescriptors(int limit) {
        return new Caller(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
    }

    /** One that finds an empty /proc; the JVM's launcher looks there for its libraries. */
    static Caller withoutProc() {
        return by("unshare", "--mount", "sh", "-c", COVER_PROC, System.getProperty("java.home"));
    }

    /** A user in a namespace where only the users and groups below 12345 have names, the same as outside. */
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
