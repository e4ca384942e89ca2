package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Identity;
import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import dev.udsecho.os.ProcFiles;
import dev.udsecho.os.SecurityModule;
import dev.udsecho.os.UserNamespace;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the formats in which the kernel describes a process. */
class KernelTextsTest {
    @TempDir
    Path root;

    private ProcFiles files() {
        return new ProcFiles(root);
    }

    private void record(String name, String text) throws IOException {
        Path file = root.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void testIdentity_effectiveIdsGroupsAndCapabilities() throws IOException {
        record(
                Identity.FILE,
                "Name:\tjava\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t20 30 \nCapEff:\t000001ffffffffff\n"
                        + "Seccomp:\t2\n");
        Identity identity = Identity.in(files());
        assertEquals(new Identity("2", "6", List.of("20", "30"), 0x1ffffffffffL, true), identity);
        assertEquals("uid 2, gid 6, groups 20,30", identity.toString());
        assertTrue(identity.isKnown());
        assertTrue(identity.isIn("6") && identity.isIn("30"));
        assertFalse(identity.isIn("5"));
    }

    @Test
    void testIdentity_textWithoutItsLines() throws IOException {
        record(Identity.FILE, "Name:\tjava\n");
        assertEquals(new Identity("unknown", "unknown", List.of(), 0, false), Identity.in(files()));
        assertEquals(
                "uid unknown, gid unknown, groups none", Identity.in(files()).toString());
        assertFalse(Identity.in(files()).isKnown());
        assertFalse(Identity.UNKNOWN.isKnown());
    }

    @Test
    void testUserNamespace_mapsAllOrSome() throws IOException {
        record("/proc/self/uid_map", "         0          0 4294967295\n");
        record("/proc/self/gid_map", "         0       1000          1\n         1     100000      65536\n");
        record("/proc/sys/kernel/overflowuid", "65530\n");
        record("/proc/sys/kernel/overflowgid", "65531\n");
        assertEquals(new UserNamespace("65530", "65531", true, false), UserNamespace.in(files()));
    }

    @Test
    void testUserNamespace_unreadable_defaultsToAHost() {
        assertEquals(new UserNamespace("65534", "65534", true, true), UserNamespace.in(files()));
    }

    @Test
    void testSecurityModule_inWords() throws IOException {
        Identity identity = Users.identity("1", "1", 0);
        record("/proc/self/attr/current", "\0");
        SecurityModule none = SecurityModule.in(files(), identity);
        assertEquals(Optional.empty(), none.label());
        assertEquals("no security module in force", none.toString());
        record("/proc/self/attr/current", "docker-default (enforce)\n");
        assertEquals(
                "AppArmor, this process is docker-default (enforce)",
                SecurityModule.in(files(), identity).toString());
    }

    @Test
    void testMounts_fileThatIsGone() {
        Mounts mounts = new Mounts(List.of(new Mount(root, "/", "ext4", List.of("rw"))));
        assertEquals(Optional.empty(), mounts.of(root.resolve("gone")));
        assertFalse(mounts.isMountPoint(root.resolve("gone")));
    }

    @Test
    void testCurrent_isOfThisKernel() {
        assertTrue(Mounts.current().ofRealPath(Path.of("/")).isPresent());
        assertTrue(Identity.current().isKnown());
    }

    @Test
    void testProcessContext_unreadableFile_isNamedWithItsReason() throws IOException {
        Files.createDirectories(root.resolve("proc/self/status"));
        List<Evidence> unseen = ProcessContext.in(files()).unseen();
        assertEquals(new Evidence(Identity.FILE, "not to be read: Is a directory"), unseen.get(0));
        assertEquals(new Evidence(Mounts.FILE, "not there"), unseen.get(1));
    }

    @Test
    void testConnectVerdict_ofThisProcess() {
        Finding finding = ConnectDiagnosis.of(root.resolve("echo.sock"), new ConnectException("Connection refused"));
        assertEquals(Cause.NO_FILE, finding.cause());
    }
}
