package dev.udsecho.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnknownVariablesTest {
    @ParameterizedTest
    @CsvSource({
        "ECHO_SOCKET_PTH, ECHO_SOCKET_PATH",
        "ECHO_SOKCET_PATH, ECHO_SOCKET_PATH",
        "ECHO_SOCKETPATH, ECHO_SOCKET_PATH",
        "ECHO_MAX_CONNECTION, ECHO_MAX_CONNECTIONS",
        "ECHO_EVENTLOOP, ECHO_EVENT_LOOPS",
        "ECHO_ACCESS_GUIDS, ECHO_ACCESS_GIDS"
    })
    void testMisspelling_namesTheNearestKey(String name, String meant) {
        UnknownVariables found = UnknownVariables.among(Set.of(name));
        assertEquals(List.of(name + " is no key of this program; did you mean " + meant + "?"), found.misspellings());
        assertEquals(List.of(), found.others());
    }

    @Test
    void testMisspelling_refused() {
        UnknownVariables found = UnknownVariables.among(Set.of("HOME", "ECHO_SOCKET_PATH", "ECHO_SOCKET_PTH"));
        assertEquals(
                List.of("ECHO_SOCKET_PTH is no key of this program; did you mean ECHO_SOCKET_PATH?"),
                assertThrows(InvalidConfigException.class, () -> InvalidConfigException.ifMisspelt(found))
                        .problems());
    }

    @Test
    void testOthers_passAndAreNamedInOrder() throws InvalidConfigException {
        UnknownVariables found = UnknownVariables.among(
                Set.of("HOME", "ECHO", "ECHO_SERVER_URL", "ECHO_PORT", "ECHO_MODE", "ECHO_SOCKET_MODE"));
        InvalidConfigException.ifMisspelt(found);
        assertEquals(List.of("ECHO_MODE", "ECHO_PORT", "ECHO_SERVER_URL"), found.others());
    }

    @Test
    void testElementOfAList_isKnown() {
        UnknownVariables found =
                UnknownVariables.among(Set.of("ECHO_ACCESS_UIDS_0_", "ECHO_PAGE_HOSTS_12_", "ECHO_SOCKET_PATH_0_"));
        assertEquals(List.of(), found.misspellings());
        assertEquals(List.of("ECHO_SOCKET_PATH_0_"), found.others());
    }

    /** Returns the variables that Kubernetes and Docker links set for services whose names begin like keys. */
    static Stream<String> linksOfAnEngine() {
        return Stream.of("ECHO", "ECHO_SOCKET", "ECHO_PAGE", "ECHO_PAGE_ECHO", "ECHO_LOG", "ECHO_ACCESS", "ECHO_MAX")
                .flatMap(service -> Stream.of(
                                "_SERVICE_HOST",
                                "_SERVICE_PORT",
                                "_SERVICE_PORT_HTTP",
                                "_PORT",
                                "_PORT_8080_TCP",
                                "_PORT_8080_TCP_ADDR",
                                "_PORT_8080_TCP_PORT",
                                "_PORT_8080_TCP_PROTO",
                                "_NAME",
                                "_ENV_PATH")
                        .map(service::concat));
    }

    @ParameterizedTest
    @MethodSource("linksOfAnEngine")
    void testLinkOfAnEngine_isNotTakenForAMisspelling(String name) {
        assertEquals(List.of(name), UnknownVariables.among(Set.of(name)).others());
    }
}
