package dev.udsecho.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.cli.output.Terminal;
import dev.udsecho.client.CheckResult;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.PathStep;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Mount;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTableTest {
    private static final Mount ROOT = new Mount(Path.of("/"), "/", "ext4", List.of("rw"));
    private static final CheckResult STALE = new CheckResult(
            "/run/echo.sock",
            List.of(
                    step("/", FileKind.DIRECTORY, 0755, Optional.empty()),
                    step("/run", FileKind.DIRECTORY, 0755, Optional.of(Path.of("var/run"))),
                    step("/run/echo.sock", FileKind.SOCKET, 0660, Optional.empty())),
            Optional.empty(),
            "round trip",
            Optional.empty(),
            Cause.STALE.found().with("connect", "Connection refused (ECONNREFUSED)"),
            List.of());

    private static PathStep step(String path, FileKind kind, int mode, Optional<Path> link) {
        DirectoryEntry file = new DirectoryEntry(
                new DirectoryEntry.Inode(1, 1), kind, mode, 0, 20, FileTime.fromMillis(0), FileTime.fromMillis(0));
        return new PathStep(Path.of(path), link, Optional.of(file), List.of(file), Optional.of(ROOT), true);
    }

    @Test
    void testLines_wideTerminal_areColumns_andShowAMountOnce() {
        assertEquals(
                List.of(
                        "✓ /               a directory  mode 0755, owner 0:20  ext4 on /",
                        "✓ run/ → var/run  a directory  mode 0755, owner 0:20",
                        "✓ echo.sock       a socket     mode 0660, owner 0:20",
                        "✗ connect         Connection refused (ECONNREFUSED)"),
                new CheckTable(STALE, new Terminal(Integer.MAX_VALUE, false)).lines());
    }

    @Test
    void testLines_narrowTerminal_fitItsWidth() {
        List<String> lines = new CheckTable(STALE, new Terminal(45, false))
                .lines().stream().flatMap(String::lines).toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 45), lines::toString);
        assertEquals(
                List.of("✓ /", "    a directory", "    mode 0755, owner 0:20", "    ext4 on /"), lines.subList(0, 4));
    }
}
