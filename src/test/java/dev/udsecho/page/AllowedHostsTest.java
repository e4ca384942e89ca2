package dev.udsecho.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.TestConfig;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private static final AllowedHosts NONE_LISTED = new AllowedHosts(Set.of());
    private static final AllowedHosts SOME_LISTED =
            new AllowedHosts(TestConfig.of(Map.of("echo.page.hosts", "Echo.Example,node-7.,_tcp.my_pod"))
                    .page()
                    .hosts()
                    .orElseThrow());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:9808",
                "localhost.",
                "localhost.:9808",
                "localhost:",
                "127.0.0.1",
                "127.0.0.1:9808",
                "0.0.0.0:9808",
                "255.199.249.10",
                "[::1]",
                "[::1]:9808",
                "[2001:DB8::8]:80",
                "[::ffff:127.0.0.1]"
            })
    void testContains_localhostOrAddress_always(String host) {
        assertTrue(NONE_LISTED.contains(host));
        assertTrue(SOME_LISTED.contains(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ":9808",
                "evil.example",
                "evil.example:9808",
                "localhost.evil.example",
                "1.2.3.4.evil.example",
                "evil.localhost",
                "localhost..",
                "localhost ",
                "localhost,evil.example",
                "localhost:9808:9808",
                "localhost:evil.example",
                "localhost@evil.example",
                "user@localhost",
                "localhost/evil.example",
                "localhost\\.evil.example",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.0.0.256",
                "127.0.0.1.",
                "127.0.0.1.evil.example",
                "::1",
                "::1 garbage",
                "[::1",
                "[::1]garbage",
                "[::1].evil.example",
                "[]",
                "[:]",
                "[1::2::3]",
                "[evil.example]",
                "[127.0.0.1]",
                "[fe80::1%eth0]",
                "ｌocalhost",
                "1２7.0.0.1"
            })
    void testContains_anyOtherName_never(String host) {
        assertFalse(NONE_LISTED.contains(host));
        assertFalse(SOME_LISTED.contains(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo.example", "ECHO.example.:9808", "node-7", "node-7:80", "_tcp.my_pod"})
    void testContains_listedName_onlyWhereItIsListed(String host) {
        assertTrue(SOME_LISTED.contains(host));
        assertFalse(NONE_LISTED.contains(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.echo.example", "echo.example.evil", "echoXexample", "node-7.example", "ode-7"})
    void testContains_nameThatOnlyResemblesAListedName_never(String host) {
        assertFalse(SOME_LISTED.contains(host));
    }
}
