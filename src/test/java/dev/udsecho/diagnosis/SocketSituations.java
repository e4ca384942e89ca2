package dev.udsecho.diagnosis;

import static dev.udsecho.diagnosis.Situation.of;

import java.util.stream.Stream;

/** Sockets without a listener, and names that no longer lead, or never led, to the socket of a listener. */
final class SocketSituations {
    private SocketSituations() {}

    static Stream<Situation> all() {
        return Stream.concat(dead(), elsewhere());
    }

    private static Stream<Situation> dead() {
        return Stream.of(
                of("stale", "its server is gone", s -> s.stale("echo.sock")),
                of("stale", "the same through a link", s -> s.stale("a").link("echo.sock", "a"), "link to a"),
                of("stale", "in a mounted directory", SocketSituations::mountedDirectory, "./b"),
                of("stale", "bound, and never listened on", s -> Servers.bound(s, "SOCK_STREAM")),
                of("stale", "an empty /proc", s -> s.stale("echo.sock").as(Caller.withoutProc()), "/proc"));
    }

    private static Stream<Situation> elsewhere() {
        return Stream.of(
                of("ok", "a mounted socket", s -> mounted(s.folder("a").serve("a/s", Answers.echo()))),
                of("mounted-file", "its server is gone", SocketSituations::mountedStale, "./b/echo.sock"),
                of("mounted-file", "behind a link", SocketSituations::linked, "./b/echo.sock"),
                of("mounted-file", "its server moved it away", s -> replaced(s, "a/old"), "./b/echo.sock"),
                of("mounted-file", "its server removed it", s -> replaced(s, "a/s"), "./b/echo.sock", "deleted"),
                of("foreign-kernel", "a live server behind FUSE", SocketSituations::shared, "fuse", "./b"));
    }

    private static void mountedDirectory(Scene s) throws Exception {
        s.folder("a").folder("b").stale("a/echo.sock").mount("a", "b").ask("b/echo.sock");
    }

    private static void linked(Scene s) throws Exception {
        mountedStale(s).link("link to b", "b/echo.sock").ask("link to b");
    }

    private static Scene mountedStale(Scene s) throws Exception {
        return mounted(s.folder("a").stale("a/s"));
    }

    private static Scene mounted(Scene s) throws Exception {
        return s.folder("b").file("b/echo.sock").mount("a/s", "b/echo.sock").ask("b/echo.sock");
    }

    /** The server has a new file, and the rename removes the old file where it still has that name. */
    private static void replaced(Scene s, String old) throws Exception {
        mountedStale(s).rename("a/s", old);
        s.serve("a/new", Answers.echo()).rename("a/new", "a/s");
    }

    private static void shared(Scene s) throws Exception {
        s.folder("a").serve("a/echo.sock", Answers.echo());
        s.folder("b").ask("b/echo.sock").fuse("a", "b");
    }
}
