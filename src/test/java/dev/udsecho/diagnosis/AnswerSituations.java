package dev.udsecho.diagnosis;

import static dev.udsecho.diagnosis.Situation.of;

import dev.udsecho.testing.Client;
import java.util.stream.Stream;

/** Situations during a connect and on a connection. */
final class AnswerSituations {
    private static final String SETTINGS_FRAME =
            "00 00 12 04 00 00 00 00 00 00 03 00 00 00 80 00 04 00 01 00 00 00 05 00 ff ff ff";
    private static final String ALERT = "15 03 01 00 02 02 46";

    private AnswerSituations() {}

    static Stream<Situation> all() {
        return Stream.of(works(), waits(), ends(), anotherProtocol(), wrongAnswers())
                .flatMap(table -> table);
    }

    private static Stream<Situation> works() {
        return Stream.of(
                of("ok", "an echo server", s -> s.serve(Answers.echo())),
                of("ok", "an answer at the end", s -> s.serve(Answers.echoAtTheEnd())),
                of("ok", "through a link", s -> s.link("echo.sock", "a").serve("a", Answers.echo())));
    }

    private static Stream<Situation> waits() {
        return Stream.of(
                of("backlog-full", "with one waiting", s -> Servers.full(s, 1)),
                of("backlog-full", "with many waiting", s -> Servers.full(s, 40)),
                of("mute", "a server that says nothing", s -> s.serve(Answers.mute())),
                of("mute", "a stopped server", Servers::stopped),
                of("mute", "two bytes, and nothing more", s -> s.serve(Answers.startOfEcho(2, true)), "2 "));
    }

    private static Stream<Situation> ends() {
        return Stream.of(
                of("closed", "at once", s -> s.serve(accepted -> {})),
                of("closed", "after reading", s -> s.serve(Client::readOnce)),
                of("closed", "by a reset", s -> s.serve(Answers.reset())),
                of("truncated", "after two bytes", s -> s.serve(Answers.startOfEcho(2, false)), "2 "));
    }

    private static Stream<Situation> anotherProtocol() {
        return Stream.of(
                of("not-echo", "HTTP/1.1", s -> Servers.http(s, "1.1"), "HTTP/1.1 "),
                of("not-echo", "HTTP/1.0", s -> Servers.http(s, "1.0"), "HTTP/1.0 "),
                of("not-echo", "HTTP/2", s -> s.serve(Answers.greetBytes(SETTINGS_FRAME)), "HTTP/2", "gRPC"),
                of("not-echo", "SSH", s -> s.serve(Answers.greet("SSH-2.0-x\r\n")), "SSH-2.0-x"),
                of("not-echo", "Redis", s -> s.serve(Answers.send("-ERR unknown command\r\n")), "-ERR unk", "Redis"),
                of("not-echo", "TLS", s -> s.serve(Answers.sendBytes(ALERT)), "TLS"),
                of("not-echo", "commands to a terminal", s -> s.serve(Answers.send("\u001b[2J\u0007"))));
    }

    private static Stream<Situation> wrongAnswers() {
        return Stream.of(
                of("altered", "the first byte", s -> s.serve(Answers.flip(0)), "offset 0"),
                of("altered", "the second byte", s -> s.serve(Answers.flip(1)), "offset 1"),
                of("altered", "all letters are capitals", s -> s.serve(Answers.upperCase()), "offset "));
    }
}
