package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.ProcFiles;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests what cannot be created on every kernel: file systems of other kernels, and security modules. The kernel's files
 * are in a directory of the test, in their real format; the socket is real, and no process listens on it.
 */
class RecordedKernelTest {
    private static final IOException REFUSED = new ConnectException("Connection refused");
    private static final IOException DENIED = new BindException("Permission denied");

    /** Root on a host, without capabilities over modes. */
    private static final String STATUS =
            "Name:\tjava\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nGroups:\t0 \nCapEff:\t0000000000000000\nSeccomp:\t%s\n";

    private static final String ALL_IDS = "         0          0 4294967295\n";

    /** Returns a line of proc_pid_mountinfo(5) for the directory with the socket. */
    private static final String MOUNT = "36 25 0:31 / DIRECTORY rw,relatime shared:1 master:2 - %s source rw\n";

    @TempDir
    Path root;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void recordAHost() throws IOException {
        socket = directory.resolve("echo.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        Files.setAttribute(socket, "unix:mode", 0666);
        record("/proc/self/status", STATUS.formatted("0"));
        record("/proc/self/mountinfo", "25 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n");
        record("/proc/self/uid_map", ALL_IDS);
        record("/proc/self/gid_map", ALL_IDS);
    }

    private void record(String name, String text) throws IOException {
        Path file = root.resolve(name.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("DIRECTORY", directory.toString()));
    }

    private Finding diagnose(IOException failure) {
        return ConnectDiagnosis.of(socket, ProcessContext.in(new ProcFiles(root)), failure);
    }

    /** The type of the file system, the failure of connect(2) on it, and the cause. */
    static Stream<Arguments> mounts() {
        List<Arguments> all = new ArrayList<>(List.of(
                // Lima and Kata Containers: virtiofs(7); https://github.com/docker/for-mac/issues/483 says "refused".
                Arguments.of("virtiofs", REFUSED, Cause.FOREIGN_KERNEL),
                // Docker Desktop's own names for it: gRPC FUSE and fakeowner; docker/for-mac#1962.
                Arguments.of("fuse.grpcfuse", REFUSED, Cause.FOREIGN_KERNEL),
                Arguments.of("fakeowner", new SocketException("Operation not supported"), Cause.FOREIGN_KERNEL),
                // WSL 2 has the drives of Windows by 9p; https://github.com/microsoft/WSL/issues/2527.
                Arguments.of("9p", new SocketException("Operation not permitted"), Cause.FOREIGN_KERNEL),
                Arguments.of("drvfs", REFUSED, Cause.FOREIGN_KERNEL),
                Arguments.of("vboxsf", new SocketException("No such device or address"), Cause.FOREIGN_KERNEL),
                Arguments.of("nfs4", REFUSED, Cause.FOREIGN_KERNEL),
                Arguments.of("cifs", REFUSED, Cause.FOREIGN_KERNEL)));
        // All of one kernel, whatever they are called: a local disk, memory, an engine's layers.
        Stream.of("ext4", "tmpfs", "overlay", "xfs", "fuseblk", "fuse.fuse-overlayfs")
                .map(type -> Arguments.of(type, REFUSED, Cause.STALE))
                .forEach(all::add);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("mounts")
    void testMountOfTheDirectory(String type, IOException failure, Cause expected) throws IOException {
        record("/proc/self/mountinfo", MOUNT.formatted(type));
        Finding finding = diagnose(failure);
        assertEquals(expected, finding.cause(), finding::toString);
        if (expected == Cause.FOREIGN_KERNEL) {
            assertTrue(finding.words().contains("(" + type + " on " + directory), finding::words);
        }
    }

    /** The name and content of a module's file, the failure of connect(2), and what the finding must name. */
    static Stream<Arguments> securityModules() {
        return Stream.of(
                // Fedora, a container of Podman: selinux(8), and the label of its process.
                Arguments.of("/proc/self/attr/current", "system_u:system_r:container_t:s0:c1,c2\0", "SELinux", ":z"),
                // The same where the label is hidden: selinuxfs is mounted.
                Arguments.of("/sys/fs/selinux/enforce", "1", "SELinux", ":z"),
                // Ubuntu, a container of Docker: apparmor(7).
                Arguments.of("/proc/self/attr/current", "docker-default (enforce)\n", "AppArmor", "docker-default"),
                Arguments.of("/sys/module/apparmor/parameters/enabled", "Y\n", "AppArmor", "profile"),
                // Debian, a shell: the module is there, and does not apply to it.
                Arguments.of("/proc/self/attr/current", "unconfined\n", "no security module in force", "getfacl"),
                Arguments.of("/proc/self/attr/current", "mine (complain)\n", "no security module in force", "getfacl"),
                // Fedora with setenforce 0.
                Arguments.of("/sys/fs/selinux/enforce", "0", "no security module in force", "getfacl"),
                // No module, and a filter of system calls, as engines set one: seccomp(2).
                Arguments.of("/proc/self/status", STATUS.formatted("2"), "and a seccomp filter", "getfacl"),
                // Nothing at all to be seen, as with an access control list: acl(5).
                Arguments.of("/proc/self/attr/current", "", "no security module in force", "getfacl"));
    }

    @ParameterizedTest
    @MethodSource("securityModules")
    void testModeAllowsItAndStillDenied_namesTheModuleAndItsRemedy(
            String name, String text, String module, String remedy) throws IOException {
        record(name, text);
        Finding finding = diagnose(DENIED);
        assertEquals(Cause.DENIED_POLICY, finding.cause(), finding::toString);
        assertTrue(finding.evidence().toString().contains(module), finding::toString);
        assertTrue(finding.toString().contains(remedy), finding::toString);
    }

    /** The owner and mode of the socket, the mapped ids, and the cause of a denial to uid 0 without capabilities. */
    static Stream<Arguments> owners() {
        String rootless = "         0       1000          1\n         1     100000      65536\n";
        return Stream.of(
                Arguments.of(65534, 0666, ALL_IDS, Cause.DENIED_POLICY),
                Arguments.of(65534, 0660, ALL_IDS, Cause.DENIED_FILE),
                Arguments.of(65534, 0660, rootless, Cause.UNMAPPED_OWNER),
                Arguments.of(65534, 0666, rootless, Cause.UNMAPPED_OWNER),
                Arguments.of(4711, 0660, rootless, Cause.DENIED_FILE),
                Arguments.of(4711, 0660, "", Cause.DENIED_FILE));
    }

    @ParameterizedTest
    @MethodSource("owners")
    void testUnmappedOwner(int owner, int mode, String map, Cause expected) throws IOException {
        Needs.root();
        record("/proc/self/uid_map", map);
        Files.setAttribute(socket, "unix:uid", owner);
        Files.setAttribute(socket, "unix:gid", 4711);
        Files.setAttribute(socket, "unix:mode", mode);
        Finding finding = diagnose(DENIED);
        assertEquals(expected, finding.cause(), finding::toString);
    }

    /** Two causes match: the one that is reported. */
    static Stream<Arguments> certainties() {
        String mountedFile = "40 25 0:40 /echo.sock//deleted DIRECTORY/echo.sock rw - %s source rw\n";
        return Stream.of(
                Arguments.of(mountedFile.formatted("ext4"), REFUSED, Cause.MOUNTED_FILE),
                Arguments.of(mountedFile.formatted("virtiofs"), REFUSED, Cause.FOREIGN_KERNEL),
                Arguments.of(MOUNT.formatted("virtiofs"), DENIED, Cause.DENIED_POLICY),
                Arguments.of(
                        MOUNT.formatted("virtiofs"), new SocketException("Too many open files"), Cause.NO_DESCRIPTORS),
                Arguments.of(
                        MOUNT.formatted("virtiofs"),
                        new SocketException("Protocol wrong type for socket"),
                        Cause.WRONG_TYPE),
                Arguments.of(
                        MOUNT.formatted("tmpfs"), new SocketException("Operation not permitted"), Cause.DENIED_POLICY),
                // The name was missing at the connect, and came before the walk.
                Arguments.of(
                        MOUNT.formatted("tmpfs"), new SocketException("No such file or directory"), Cause.NO_FILE));
    }

    @ParameterizedTest
    @MethodSource("certainties")
    void testTwoCausesMatch_theMoreCertainIsReported(String mountinfo, IOException failure, Cause expected)
            throws IOException {
        record("/proc/self/mountinfo", mountinfo);
        Finding finding = diagnose(failure);
        assertEquals(expected, finding.cause(), finding::toString);
    }
}
