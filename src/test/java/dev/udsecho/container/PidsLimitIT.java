package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Container;
import dev.udsecho.testing.Engine;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container with too few threads for the service ends with a sentence; one that has just enough serves. */
@Tag("container")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PidsLimitIT {
    private static final int OS_ERROR = 71;

    @TempDir
    Path directory;

    @BeforeEach
    void openDirectory() throws Exception {
        Needs.root();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @ParameterizedTest(name = "--pids-limit={0}")
    @ValueSource(ints = {18, 20, 22, 26})
    void testTooFewThreads_areASentence(int limit) throws Exception {
        List<String> options = new ArrayList<>(Container.HARDENED);
        options.add("--volume=" + directory + ":/run/echo");
        options.add("--pids-limit=" + limit);
        try (Container server = Container.start(Engine.IMAGE, options)) {
            assertEquals(OS_ERROR, server.awaitExit(), server.logs());
            assertTrue(server.logs().contains("udsecho: cannot start: this process may create only"), server.logs());
            assertFalse(server.logs().contains("\tat "), server.logs());
        }
        assertFalse(Files.exists(directory.resolve("echo.sock")));
    }

    @Test
    void testJustEnoughThreads_serve() throws Exception {
        try (Container server = Container.serve(directory.toString(), "--pids-limit=64")) {
            assertEquals(0, server.stop(), server.logs());
        }
    }
}
