package dev.udsecho.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests lists of peers that are set and empty. */
class ListedPeersTest {
    private static final String REASON = " must name at least one number, or not be set at all, to serve every peer";

    private static Config config(Map<String, String> keys) {
        return new SmallRyeConfigBuilder().withDefaultValues(keys).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void testIfPeerListIsEmpty_emptyList_refused(String value) {
        Config config = config(Map.of("echo.access.uids", value));
        InvalidConfigException refused =
                assertThrows(InvalidConfigException.class, () -> InvalidConfigException.ifPeerListIsEmpty(config));
        assertEquals(List.of("echo.access.uids=" + value + REASON), refused.problems());
        assertEquals("echo.access.uids=" + value + REASON, refused.getMessage());
    }

    @Test
    void testIfPeerListIsEmpty_twoEmptyLists_bothNamed() {
        Config config = config(Map.of("echo.access.uids", "", "echo.access.gids", ","));
        InvalidConfigException refused =
                assertThrows(InvalidConfigException.class, () -> InvalidConfigException.ifPeerListIsEmpty(config));
        assertEquals(List.of("echo.access.uids=" + REASON, "echo.access.gids=," + REASON), refused.problems());
    }

    @Test
    void testIfPeerListIsEmpty_notSetOrWithANumber_allowed() {
        assertDoesNotThrow(() -> InvalidConfigException.ifPeerListIsEmpty(config(Map.of())));
        assertDoesNotThrow(() -> InvalidConfigException.ifPeerListIsEmpty(config(Map.of("echo.access.gids", ",0"))));
    }
}
