package dev.udsecho.diagnosis;

import static dev.udsecho.diagnosis.Situation.of;

import java.util.stream.Stream;

/** Situations with a wrong path, or another file at it. */
final class PathSituations {
    private PathSituations() {}

    static Stream<Situation> all() {
        return Stream.of(ways(), names(), links(), kinds(), lengths()).flatMap(table -> table);
    }

    private static Stream<Situation> ways() {
        return Stream.of(
                of("no-directory", "the parent is missing", s -> s.ask("a/echo.sock"), "./a"),
                of("no-directory", "the grandparent is missing", s -> s.ask("a/b/echo.sock"), "./a"),
                of("no-directory", "a file is the parent", s -> s.file("a").ask("a/echo.sock"), "./a", "file"),
                of("no-directory", "a file is farther up", s -> s.file("a").ask("a/b/echo.sock"), "./a", "file"));
    }

    private static Stream<Situation> names() {
        return Stream.of(
                of("no-file", "an empty directory", s -> {}),
                of("no-file", "a near name", s -> s.serve("echo.sok", Answers.echo()), "echo.sok"),
                of("no-file", "another near name", s -> s.serve("ecko.sock", Answers.echo()), "ecko.sock"),
                of("no-file", "a line break and an escape sequence in the name", s -> s.ask("a\n\u001b[2Jb")),
                of("no-file", "an empty mount", PathSituations::emptyMount, "./b", "mount"));
    }

    private static void emptyMount(Scene s) throws Exception {
        s.folder("a").folder("b").mount("a", "b").ask("b/echo.sock");
    }

    private static Stream<Situation> links() {
        return Stream.of(
                of("symlink-dangling", "the name", s -> s.link("echo.sock", "a"), "./echo.sock", "./a"),
                of("symlink-dangling", "a chain", s -> s.link("echo.sock", "b").link("b", "a"), "./a"),
                of("symlink-dangling", "into a missing directory", s -> s.link("echo.sock", "a/s"), "./a/s"),
                of("symlink-dangling", "a directory", s -> s.link("d", "a").ask("d/echo.sock"), "./d"),
                of("symlink-loop", "the name", s -> s.link("echo.sock", "b").link("b", "echo.sock"), "link to b"),
                of("symlink-loop", "the name itself", s -> s.link("echo.sock", "echo.sock"), "./echo.sock"),
                of("symlink-loop", "a directory", s -> s.link("d", "d").ask("d/echo.sock"), "./d"));
    }

    private static Stream<Situation> kinds() {
        return Stream.of(
                of("is-directory", "an empty one", s -> s.folder("echo.sock"), "directory"),
                of("is-directory", "a mount", PathSituations::mountedDirectory, "mount"),
                of("not-a-socket", "a file", s -> s.file("echo.sock"), "regular file"),
                of("not-a-socket", "behind a link", s -> s.file("a").link("echo.sock", "a"), "file", "link to a"),
                of("not-a-socket", "a fifo", s -> s.run("mkfifo", "echo.sock"), "fifo"),
                of("not-a-socket", "a device", s -> s.device("echo.sock"), "device"),
                of("not-a-socket", "a mounted device", PathSituations::mountedDevice, "device"),
                of("wrong-type", "a datagram socket", s -> Servers.bound(s, "SOCK_DGRAM"), "datagram"),
                of("wrong-type", "a seqpacket socket", s -> Servers.bound(s, "SOCK_SEQPACKET"), "seqpacket"));
    }

    private static void mountedDirectory(Scene s) throws Exception {
        s.folder("a").folder("echo.sock").mount("a", "echo.sock");
    }

    private static void mountedDevice(Scene s) throws Exception {
        s.file("echo.sock").mount("/dev/null", "echo.sock");
    }

    private static Stream<Situation> lengths() {
        return Stream.of(
                of("ok", "a path of 106 bytes", s -> s.ask(106, "x").serve(Answers.echo())),
                of("path-too-long", "107 bytes", s -> s.ask(107, "x"), "107", "106"),
                of("path-too-long", "fewer letters, of two bytes each", s -> s.ask(150, "ü"), "150", "106"));
    }
}
