package dev.udsecho.diagnosis;

import static dev.udsecho.diagnosis.Situation.of;

import java.util.stream.Stream;

/** A live server that the caller may not connect to. */
final class AccessSituations {
    private static final String BOB = "uid 64002, gid 64002, groups 64003";

    private AccessSituations() {}

    static Stream<Situation> all() {
        return Stream.of(directories(), files(), unmapped()).flatMap(table -> table);
    }

    private static Stream<Situation> directories() {
        return Stream.of(
                of("no-file", "a directory that cannot be listed", s -> way(s, "0711", "d/echo.sock"), "list"),
                of(
                        "denied-directory",
                        "the parent",
                        s -> way(s, "0700", "d/echo.sock"),
                        "./d",
                        "0700",
                        "0:0",
                        BOB,
                        "search it, and join"),
                of("denied-directory", "the grandparent", s -> way(s, "0700", "d/e/echo.sock"), "./d", "0700", BOB),
                of("denied-directory", "behind a link", s -> way(s.link("l", "d"), "0700", "l/echo.sock"), "./l", BOB),
                of("no-file", "a capability to pass it", s -> s.folder("d")
                        .access("d", "0700", "0:0")
                        .ask("d/echo.sock")
                        .as(Caller.overridingModes())));
    }

    private static void way(Scene s, String mode, String path) throws Exception {
        s.folder("d").access("d", mode, "0:0").ask(path).as(Caller.user(64002, 64003));
    }

    private static Stream<Situation> files() {
        return Stream.of(
                of("denied-file", "mode 0755", s -> otherUser(s, "0755", "0:0"), "0755", "0:0", BOB, "join that group"),
                of(
                        "denied-file",
                        "mode 0660",
                        s -> otherUser(s, "0660", "0:64001"),
                        "0660",
                        "0:64001",
                        BOB,
                        "Join its group"),
                of(
                        "denied-file",
                        "its owner, who may only read",
                        s -> otherUser(s, "0400", "64002:64002"),
                        "0400",
                        BOB,
                        "the owner write"),
                of(
                        "denied-file",
                        "its group, which may nothing",
                        s -> otherUser(s, "0600", "0:64003"),
                        "0600",
                        BOB,
                        "the group write"),
                of(
                        "denied-file",
                        "its owner is called nobody",
                        s -> otherUser(s, "0600", "65534:65534"),
                        "65534:65534",
                        BOB),
                of("denied-file", "root with no capability", AccessSituations::withoutCapabilities, "0600", "uid 0,"),
                of("denied-policy", "an access control list", AccessSituations::listed, "0666", BOB),
                of("ok", "its group, which may", s -> otherUser(s, "0660", "0:64003"), "0660"));
    }

    private static void otherUser(Scene s, String mode, String owner) throws Exception {
        live(s, mode, owner, Caller.user(64002, 64003));
    }

    private static void withoutCapabilities(Scene s) throws Exception {
        live(s, "0600", "64001:64001", Caller.powerlessRoot());
    }

    private static void listed(Scene s) throws Exception {
        otherUser(s, "0666", "0:0");
        s.run("setfacl", "-m", "u:64002:---", "echo.sock");
    }

    private static Stream<Situation> unmapped() {
        return Stream.of(
                of("unmapped-owner", "nobody has a name", s -> live(s, "0600", "12345:12345", Caller.nobody())),
                of("unmapped-owner", "root alone has one", s -> live(s, "0600", "12345:12345", Caller.root())),
                of("unmapped-owner", "its group has none", s -> live(s, "0660", "0:12345", Caller.host(s, 1000))));
    }

    private static void live(Scene s, String mode, String owner, Caller caller) throws Exception {
        s.serve(Answers.echo()).access("echo.sock", mode, owner).as(caller);
    }
}
