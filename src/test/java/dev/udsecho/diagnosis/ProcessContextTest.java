package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.udsecho.os.Identity;
import dev.udsecho.os.Mounts;
import dev.udsecho.os.ProcFiles;
import dev.udsecho.os.UserNamespace;
import dev.udsecho.testing.Command;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files of the running kernel against the output of the system's own commands. */
class ProcessContextTest {
    @Test
    void testUserNamespace_ofThisKernel() throws Exception {
        Path overflow = Path.of("/proc/sys/kernel/overflowuid");
        assumeTrue(Files.exists(overflow), "needs /proc");
        assertEquals(
                Command.run("cat", overflow.toString()).output().strip(),
                UserNamespace.in(ProcFiles.HERE).overflowUid());
    }

    @Test
    void testIdentity_ofThisProcess() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
        assertEquals(
                Command.run("id", "-u").output().strip(),
                ProcessContext.current().identity().uid());
    }

    @Test
    void testIn_noProc_listsWhatCouldNotBeRead(@TempDir Path empty) {
        ProcessContext surroundings = ProcessContext.in(new ProcFiles(empty));
        assertEquals(
                List.of(new Evidence(Identity.FILE, "not there"), new Evidence(Mounts.FILE, "not there")),
                surroundings.unseen());
        assertEquals(
                "uid unknown, gid unknown, groups unknown",
                surroundings.identity().toString());
    }

    @Test
    void testWalk_fileOfNoType_isNoSocket() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.exists(descriptors), "needs /proc");
        try (Selector epoll = Selector.open();
                Stream<Path> all = Files.list(descriptors)) {
            Path ofNoType = all.filter(ProcessContextTest::isEpoll).findFirst().orElseThrow();
            Finding finding =
                    new PathInspector(ofNoType, ProcessContext.current()).walk().orElseThrow();
            assertEquals(Cause.NOT_A_SOCKET, finding.cause());
            assertTrue(finding.words().contains("a file of another kind"), finding::words);
            assertTrue(epoll.isOpen());
        }
    }

    private static boolean isEpoll(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("eventpoll");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
