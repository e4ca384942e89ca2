package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The build has just written the manifests: what git has is the same. */
class CommittedManifestsIT {
    @BeforeEach
    void requireAClone() {
        Needs.tool("git");
        Needs.that(Files.exists(Path.of(".git")), "a clone");
    }

    @Test
    void testCommittedManifests_areWhatTheBuildWrites() throws Exception {
        assertEquals(new Command(0, ""), git("diff", "HEAD", "--exit-code"));
        assertEquals(new Command(0, ""), git("ls-files", "--others", "--exclude-standard"));
    }

    private static Command git(String... words) throws Exception {
        return Command.run("sh", "-c", "git " + String.join(" ", words) + " -- " + Manifests.DIRECTORY);
    }
}
