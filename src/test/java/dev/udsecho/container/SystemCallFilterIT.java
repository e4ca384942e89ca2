package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mode and owner allow may still be denied: here by a filter of system calls, seccomp(2), that an engine sets. */
@Tag("container")
class SystemCallFilterIT {
    @TempDir
    Path directory;

    @Test
    void testConnectIsFiltered_checkNamesAPolicy() throws Exception {
        Path profile = Files.writeString(directory.resolve("no-connect.json"), """
                {"defaultAction": "SCMP_ACT_ALLOW",
                 "syscalls": [{"names": ["connect"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1}]}
                """);
        try (Volume volume = Volume.create();
                Container server = Container.serve(volume.name());
                Container filtered = Container.idle(
                        "--volume=" + volume.name() + ":/run/echo:ro", "--security-opt=seccomp=" + profile)) {
            ClientRun check = filtered.exec("udsecho", "check");
            assertEquals(77, check.status(), check::toString);
            assertTrue(check.output().contains("✗ connect    Operation not permitted (EPERM)"), check::toString);
            assertTrue(check.output().contains("denied-policy: "), check::toString);
            assertTrue(check.output().contains("a seccomp filter"), check::toString);
            assertEquals(0, server.exec("udsecho", "check").status());
        }
    }
}
