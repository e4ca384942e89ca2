package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.Errno;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Identity;
import dev.udsecho.os.UserNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests denials for a directory that may not be searched: who is excluded by what, and what helps. */
class AccessDenialTest {
    private static final Path DIRECTORY = Path.of("/run/echo");
    private static final String JOIN = "run as its owner or in its group, or have its owner let others in";
    private static final String OWNER = "have its mode let the owner search it";
    private static final String GROUP = "have its mode let the group search it";
    private static final String MODULE = "remedy one, or remedy two";

    private static DirectoryEntry directory(int mode, int uid, int gid) {
        return new DirectoryEntry(
                new Inode(1, 1), FileKind.DIRECTORY, mode, uid, gid, FileTime.fromMillis(0), FileTime.fromMillis(0));
    }

    private static String advice(Finding finding) {
        return String.join(", or ", finding.advice());
    }

    /** The caller's uid, gid and supplementary group; the mode of the directory of 10:20. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 1  | 2  | 0077 | " + OWNER,
                "10 | 20 | 2  | 0677 | " + OWNER,
                "11 | 20 | 2  | 0707 | " + GROUP,
                "11 | 1  | 20 | 0767 | " + GROUP,
                "11 | 1  | 2  | 0770 | " + JOIN,
                "11 | 1  | 2  | 0716 | " + JOIN,
                "11 | 1  | 2  | 0766 | have its mode let the group search it, and join that group"
            })
    void testToSearch_excludedByTheMode(String uid, String gid, String group, String mode, String advice) {
        Identity caller = Users.identity(uid, gid, 0, group);
        Finding finding =
                new AccessDenial(Users.with(caller)).toSearch(DIRECTORY, directory(Integer.parseInt(mode, 8), 10, 20));
        assertEquals(Cause.DENIED_DIRECTORY, finding.cause());
        assertEquals(
                "this process (uid " + uid + ", gid " + gid + ", groups " + group
                        + ") may not search the directory /run/echo (mode " + mode + ", owner 10:20)",
                finding.words());
        assertEquals(advice, advice(finding));
        assertEquals(List.of(new Evidence("caller", caller.toString())), finding.evidence());
    }

    /** The caller's uid, gid, supplementary group and capabilities; the mode of the directory of 10:20. */
    @ParameterizedTest
    @CsvSource({
        "10, 1,  2,  0, 0100",
        "11, 20, 2,  0, 0010",
        "11, 1,  20, 0, 0010",
        "11, 1,  2,  0, 0001",
        "11, 1,  2,  2, 0000",
        "11, 1,  2,  4, 0000"
    })
    void testToSearch_modeAllowsIt_somethingElseDenies(
            String uid, String gid, String group, long capabilities, String mode) {
        Identity caller = Users.identity(uid, gid, capabilities, group);
        Finding finding =
                new AccessDenial(Users.with(caller)).toSearch(DIRECTORY, directory(Integer.parseInt(mode, 8), 10, 20));
        assertEquals(Cause.DENIED_POLICY, finding.cause());
        assertEquals(
                "mode and owner of the directory /run/echo allow it, but the kernel reports \"Permission denied"
                        + " (EACCES)\"",
                finding.words());
        assertEquals(MODULE, advice(finding));
        assertEquals(
                List.of(
                        new Evidence("caller", caller.toString()),
                        new Evidence("security", "a module, this process is label")),
                finding.evidence());
    }

    @Test
    void testToSearch_capabilityOverAnotherThing_doesNotHelp() {
        Identity caller = Users.identity("11", "1", 1, "2");
        Finding finding = new AccessDenial(Users.with(caller)).toSearch(DIRECTORY, directory(0, 10, 20));
        assertEquals(Cause.DENIED_DIRECTORY, finding.cause());
    }

    @Test
    void testToSearch_callerThatIsNotKnown_getsTheGeneralAdvice() {
        Finding finding = new AccessDenial(Users.with(Identity.UNKNOWN)).toSearch(DIRECTORY, directory(0777, 10, 20));
        assertEquals(
                "this process (uid unknown, gid unknown, groups unknown) may not search the directory /run/echo (mode"
                        + " 0777, owner 10:20); " + JOIN,
                finding.sentence());
    }

    /**
     * The caller's uid, the directory's owner and group, whether all uids and gids are mapped; what is unmapped, or -.
     */
    @ParameterizedTest
    @CsvSource({
        "11, 99, 20, false, true, 99",
        "11, 10, 98, true, false, 98",
        "11, 99, 98, false, false, 99",
        "11, 99, 98, true, false, 98",
        "10, 10, 98, true, false, -",
        "99, 99, 20, false, true, 99",
        "11, 99, 98, true, true, -",
        "11, 98, 99, false, false, -"
    })
    void testToSearch_unmappedOwnerOrGroup(
            String uid, int owner, int group, boolean allUids, boolean allGids, String unnamed) {
        UserNamespace namespace = new UserNamespace("99", "98", allUids, allGids);
        Finding finding = new AccessDenial(Users.in(namespace, Users.identity(uid, "1", 0)))
                .toSearch(DIRECTORY, directory(0700, owner, group));
        if (unnamed.equals("-")) {
            assertEquals(
                    uid.equals(String.valueOf(owner)) ? Cause.DENIED_POLICY : Cause.DENIED_DIRECTORY, finding.cause());
            return;
        }
        assertEquals(Cause.UNMAPPED_OWNER, finding.cause());
        assertEquals(
                "this process (uid " + uid + ", gid 1, groups none) may not search the directory /run/echo (mode 0700,"
                        + " owner " + owner + ":" + group + "), whose owner or group has no name in this user namespace"
                        + " and shows as " + unnamed,
                finding.words());
        assertEquals(
                new Evidence("user namespace", "ids without a name show as " + unnamed),
                finding.evidence().get(1));
    }

    @Test
    void testByPolicy_unknownError_showsTheKernelsText() {
        Finding finding =
                new AccessDenial(Users.deniedUser()).byPolicy("/x", Errno.OTHER, new IOException("Input/output error"));
        assertEquals(
                "the kernel reports \"Input/output error\" of /x, which neither the path nor mode and owner explain; "
                        + MODULE,
                finding.sentence());
    }
}
