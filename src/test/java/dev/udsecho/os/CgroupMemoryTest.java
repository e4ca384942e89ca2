package dev.udsecho.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the limit from recorded files of the kernel: version 1 in a container and on its host, and version 2. */
class CgroupMemoryTest {
    private static final String V1_MOUNT =
            "97 93 0:32 %s /sys/fs/cgroup/memory ro,nosuid,nodev,noexec,relatime - cgroup cgroup rw,memory\n";
    private static final String V1_OTHER = "98 93 0:33 / /sys/fs/cgroup/pids ro,relatime - cgroup cgroup rw,pids\n";
    private static final String V2_MOUNT =
            "30 23 0:26 %s /sys/fs/cgroup ro,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    private static final OptionalLong MIB_192 = OptionalLong.of(201_326_592);
    private static final String V1_UNLIMITED = "9223372036854771712";

    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void self(String cgroup, String mountinfo) throws IOException {
        write("proc/self/cgroup", cgroup);
        write("proc/self/mountinfo", "31 23 0:28 / / rw,relatime - overlay overlay rw\n" + V1_OTHER + mountinfo);
    }

    private void assertLimit(OptionalLong expected) {
        assertEquals(expected, CgroupMemory.limit(root));
    }

    @Test
    void testLimit_version1_inAContainerThatSeesItsHostsNames() throws Exception {
        String group = "/libpod_parent/libpod-ad64e07f064c";
        self("8:pids:" + group + "\n4:memory:" + group + "\n0::" + group + "\n", V1_MOUNT.formatted(group));
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "201326592\n");
        assertLimit(MIB_192);
    }

    @Test
    void testLimit_version1_isTheSmallestOfTheAncestors() throws Exception {
        self("4:cpu,memory:/pods/pod1/box\n", V1_MOUNT.formatted("/"));
        write("sys/fs/cgroup/memory/pods/pod1/box/memory.limit_in_bytes", V1_UNLIMITED);
        write("sys/fs/cgroup/memory/pods/pod1/memory.limit_in_bytes", "201326592\n");
        write("sys/fs/cgroup/memory/pods/memory.limit_in_bytes", "1201326592\n");
        assertLimit(MIB_192);
    }

    @Test
    void testLimit_version1_withoutALimit() throws Exception {
        self("4:memory:/\n", V1_MOUNT.formatted("/"));
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", V1_UNLIMITED + "\n");
        assertLimit(OptionalLong.empty());
    }

    @Test
    void testLimit_version2_inANamespaceOfItsOwn() throws Exception {
        self("0::/\n", V2_MOUNT.formatted("/"));
        write("sys/fs/cgroup/memory.max", "201326592\n");
        assertLimit(MIB_192);
    }

    @Test
    void testLimit_version2_isTheSmallestOfTheAncestors() throws Exception {
        self("0::/system.slice/udsecho.service\n", V2_MOUNT.formatted("/"));
        write("sys/fs/cgroup/system.slice/udsecho.service/memory.max", "max\n");
        write("sys/fs/cgroup/system.slice/memory.max", "201326592\n");
        assertLimit(MIB_192);
    }

    @Test
    void testLimit_ofAGroupThatTheMountDoesNotShow_isThatOfItsTop() throws Exception {
        self("0::/\n", V2_MOUNT.formatted("/../.."));
        write("sys/fs/cgroup/memory.max", "201326592\n");
        assertLimit(MIB_192);
    }

    @Test
    void testLimit_version2_withoutALimit() throws Exception {
        self("0::/\n", V2_MOUNT.formatted("/"));
        write("sys/fs/cgroup/memory.max", "max\n");
        assertLimit(OptionalLong.empty());
    }

    @Test
    void testLimit_withoutProc() {
        assertLimit(OptionalLong.empty());
    }
}
