package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedBindTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Operation not permitted",
                "Function not implemented",
                "Operation not supported",
                "Not supported",
                "bind(..) failed: Operation not supported"
            })
    void testFileSystemWithoutSockets_showsTheKernelsText(String words) {
        SocketPathException refused = refusal(words);
        assertEquals(Cause.NO_SOCKETS_HERE, refused.reason());
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }

    @Test
    void testNoSpace() {
        assertEquals(Cause.NO_SPACE, refusal("No space left on device").reason());
    }

    @Test
    void testUnexpectedFailure_showsTheKernelsText() {
        SocketPathException refused = refusal("Input/output error");
        String shown = "cannot serve on " + directory.resolve("echo.sock") + " (denied-policy): the kernel reports"
                + " \"Input/output error\" of " + directory + ", which neither the path nor mode and owner explain; ";
        assertTrue(refused.getMessage().startsWith(shown), refused::getMessage);
    }

    private SocketPathException refusal(String words) {
        return FileSystemRefusal.ofBind(new SocketPath(directory.resolve("echo.sock")), new IOException(words));
    }
}
