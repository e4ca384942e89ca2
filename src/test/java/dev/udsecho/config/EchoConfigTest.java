package dev.udsecho.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.TestConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoConfigTest {
    private static final String KNOWN = " is no key of this program; it knows echo.access.gids, echo.access.uids,"
            + " echo.drain-timeout, echo.event-loops, echo.idle-timeout, echo.log.payload, echo.max-connections,"
            + " echo.page.echo-box, echo.page.enabled, echo.page.hosts, echo.socket.backlog, echo.socket.group,"
            + " echo.socket.mode, echo.socket.path, echo.socket.wait, echo.stall-timeout";

    @Test
    void testDefaults() {
        EchoConfig config = TestConfig.of(Map.of());
        assertEquals(SocketPath.of("/tmp/echo.sock"), config.socket().path());
        assertEquals(new FileMode(0660), config.socket().mode());
        assertEquals(Optional.empty(), config.socket().group());
        assertEquals(1024, config.socket().backlog());
        assertEquals(Duration.ZERO, config.socket().standby());
        assertEquals(8192, config.maxConnections());
        assertEquals(Duration.ZERO, config.idleTimeout());
        assertEquals(Duration.ofSeconds(30), config.stallTimeout());
        assertEquals(Duration.ofSeconds(5), config.drainTimeout());
        assertEquals(Optional.empty(), config.access().uids());
        assertEquals(Optional.empty(), config.access().gids());
        assertEquals(PayloadLog.NONE, config.log().payload());
        assertEquals(0, config.eventLoops());
        assertTrue(config.page().enabled());
        assertFalse(config.page().echoBox());
        assertEquals(Optional.empty(), config.page().hosts());
    }

    @Test
    void testEveryKey_mappedExplicitly() {
        EchoConfig config = TestConfig.of(Map.ofEntries(
                Map.entry("echo.socket.path", "unix:///run/echo/other.sock"),
                Map.entry("echo.socket.mode", "0600"),
                Map.entry("echo.socket.group", "4242"),
                Map.entry("echo.socket.backlog", "7"),
                Map.entry("echo.socket.wait", "2m"),
                Map.entry("echo.max-connections", "50"),
                Map.entry("echo.idle-timeout", "90s"),
                Map.entry("echo.stall-timeout", "250ms"),
                Map.entry("echo.drain-timeout", "10s"),
                Map.entry("echo.access.uids", "0,10001,4294967294"),
                Map.entry("echo.access.gids", "20001"),
                Map.entry("echo.log.payload", "preview"),
                Map.entry("echo.page.enabled", "false"),
                Map.entry("echo.page.echo-box", "true"),
                Map.entry("echo.page.hosts", "Echo.Example.,node_7"),
                Map.entry("echo.event-loops", "3")));
        assertEquals(SocketPath.of("/run/echo/other.sock"), config.socket().path());
        assertEquals(new FileMode(0600), config.socket().mode());
        assertEquals(Optional.of(FileGroup.of("4242")), config.socket().group());
        assertEquals(7, config.socket().backlog());
        assertEquals(Duration.ofMinutes(2), config.socket().standby());
        assertEquals(50, config.maxConnections());
        assertEquals(Duration.ofSeconds(90), config.idleTimeout());
        assertEquals(Duration.ofMillis(250), config.stallTimeout());
        assertEquals(Duration.ofSeconds(10), config.drainTimeout());
        assertEquals(
                Optional.of(Set.of(0L, 10001L, 4294967294L)), config.access().uids());
        assertEquals(Optional.of(Set.of(20001L)), config.access().gids());
        assertEquals(PayloadLog.PREVIEW, config.log().payload());
        assertEquals(3, config.eventLoops());
        assertFalse(config.page().enabled());
        assertTrue(config.page().echoBox());
        assertEquals(
                Optional.of(Set.of(HostName.of("echo.example"), HostName.of("node_7"))),
                config.page().hosts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo.socket.path | unix://echo.sock | must have three slashes, as in unix:///tmp/echo.sock",
                "echo.socket.path | /run/echo/ | names a directory, must name the socket file in it",
                "echo.socket.mode | 0999 | must be three octal digits such as 0660, from 0200 to 0777, that let the owner write (0200)",
                "echo.socket.mode | 0060 | must be three octal digits such as 0660, from 0200 to 0777, that let the owner write (0200)",
                "echo.socket.mode | 1777 | must be three octal digits such as 0660, from 0200 to 0777, that let the owner write (0200)",
                "echo.socket.group | no-such-group | must be the name of a group that exists here, or a group number",
                "echo.socket.group | -1 | must be the name of a group, or a group number from 0 to 2147483647",
                "echo.socket.backlog | 0 | must be a whole number from 1 to 65535",
                "echo.socket.backlog | many | must be a whole number from 1 to 65535",
                "echo.socket.wait | 5 | must be a number of up to seven digits, also with a decimal point, and one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h",
                "echo.max-connections | 0 | must be a whole number from 1 to 1000000",
                "echo.idle-timeout | -1s | must be a number of up to seven digits, also with a decimal point, and one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h",
                "echo.stall-timeout | 1d | must be a number of up to seven digits, also with a decimal point, and one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h",
                "echo.drain-timeout | PT5S | must be a number of up to seven digits, also with a decimal point, and one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h",
                "echo.log.payload | all | must be none or preview",
                "echo.page.enabled | no | must be true or false",
                "echo.page.echo-box | 1 | must be true or false",
                "echo.event-loops | 65 | must be a whole number from 0 to 64",
                "echo.event-loops | 99999999999999 | must be a whole number from 0 to 64"
            })
    void testValue_refusedWithKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertEquals(List.of(key + "=" + value + " " + allowed), problems(Map.of(key, value)));
    }

    @ParameterizedTest
    @CsvSource({"echo.access.uids,root", "echo.access.gids,-1", "echo.access.uids,4294967295"})
    void testPeerThatIsNotANumber_refused(String key, String value) {
        assertEquals(
                List.of(key + "=1," + value + " must be a whole number from 0 to 4294967294"),
                problems(Map.of(key, "1," + value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://echo.example",
                "echo.example:9808",
                "echo.example/",
                "user@echo.example",
                "[::1]",
                "*.example",
                "-a.example",
                "a..example",
                ".",
                " ",
                "a.example, b.example",
                "a.example\r",
                "grüße.example"
            })
    void testHostsThatAreNotNames_refused(String value) {
        assertEquals(
                List.of("echo.page.hosts=" + value + " must be host names separated by commas, such as"
                        + " echo.example,node-7, each without scheme, port, path and space"),
                problems(Map.of("echo.page.hosts", value)));
    }

    @Test
    void testEmptyHosts_areNone() {
        assertEquals(
                Optional.empty(),
                TestConfig.of(Map.of("echo.page.hosts", "")).page().hosts());
    }

    @Test
    void testUnknownKey_refusedWithTheKnownKeys() {
        assertEquals(List.of("echo.colour" + KNOWN), problems(Map.of("echo.colour", "red")));
    }

    @Test
    void testMisspeltKey_refusedWithTheNearestKey() {
        assertEquals(
                List.of("echo.sokcet.path is no key of this program; did you mean echo.socket.path?"),
                problems(Map.of("echo.sokcet.path", "/tmp/x")));
    }

    @Test
    void testWrongKeys_allNamedAtOnce() {
        List<String> problems = problems(
                Map.of("echo.socket.mode", "9", "echo.event-loops", "x", "echo.socket.pth", "y"),
                Set.of("ECHO_SOCKET_MOD"));
        assertEquals(4, problems.size(), problems::toString);
    }

    @Test
    void testMostEventLoops_allowed() {
        assertEquals(64, TestConfig.of(Map.of("echo.event-loops", "64")).eventLoops());
    }

    @ParameterizedTest
    @CsvSource({
        "'/tmp/echo.sock ', a space (U+0020)",
        "'/tmp/echo.sock\t', a tab (U+0009)",
        "'/tmp/echo.sock\r', a carriage return (U+000D)"
    })
    void testSpaceAfterThePath_judgedAsItWasGiven(String path, String named) {
        assertEquals(
                List.of("echo.socket.path=" + path + " must not end with " + named
                        + ": it came out of a file or a secret"),
                problems(Map.of("echo.socket.path", path)));
    }

    private static List<String> problems(Map<String, String> keys) {
        return problems(keys, Set.of());
    }

    private static List<String> problems(Map<String, String> keys, Set<String> variables) {
        ConfigValidationException refused = assertThrows(ConfigValidationException.class, () -> TestConfig.of(keys));
        return ConfigProblems.in(refused, variables);
    }
}
