package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindRefusalTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 38, 95})
    void testFileSystemThatCannotHoldASocket(int errno) {
        assertEquals(
                Cause.NO_SOCKETS_HERE,
                refusal(OptionalInt.of(errno), "Operation not supported").reason());
    }

    @Test
    void testNoSpace() {
        assertEquals(
                Cause.NO_SPACE,
                refusal(OptionalInt.of(28), "No space left on device").reason());
    }

    @Test
    void testUnexpectedFailure_isShownInTheKernelsWords() {
        SocketPathException refused = refusal(OptionalInt.of(5), "Input/output error");
        String shown = "cannot serve on " + directory.resolve("echo.sock") + " (denied-policy): the kernel says"
                + " \"Input/output error\" of " + directory + ", which neither the path nor mode and owner explain; ";
        assertTrue(refused.getMessage().startsWith(shown), refused::getMessage);
    }

    private SocketPathException refusal(OptionalInt errno, String words) {
        return BindRefusal.of(new SocketPath(directory.resolve("echo.sock")), errno, words);
    }
}
