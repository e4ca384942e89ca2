package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Identity;
import dev.udsecho.os.PeerIds;
import dev.udsecho.os.UserNamespace;
import dev.udsecho.testing.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerPolicyTest {
    /** A number that is neither the uid nor the gid of a user that runs tests. */
    private static final long LISTED = 4_294_967_293L;

    private static final long OTHER = 4_294_967_292L;
    private static final int ANOTHER_PROCESS = 0;

    private final int ownPid = (int) ProcessHandle.current().pid();
    private final long ownUid = Long.parseLong(Identity.current().uid());

    private static PeerPolicy policy(Map<String, String> keys) {
        return new PeerPolicy(TestConfig.of(keys).access(), UserNamespace.current());
    }

    private static void assertServed(PeerPolicy policy, boolean served, long uid, long gid) {
        assertEquals(served, policy.serves(new PeerIds(uid, gid, ANOTHER_PROCESS)), "uid " + uid + ", gid " + gid);
    }

    @Test
    void testServesAll_onlyWithoutAnyList() {
        assertTrue(policy(Map.of()).servesAll());
        assertFalse(policy(Map.of("echo.access.uids", "1")).servesAll());
        assertFalse(policy(Map.of("echo.access.gids", "1")).servesAll());
        assertFalse(
                policy(Map.of("echo.access.uids", "1", "echo.access.gids", "1")).servesAll());
    }

    @Test
    void testServes_listedUids_whateverTheirGroup() {
        PeerPolicy policy = policy(Map.of("echo.access.uids", "7," + LISTED));
        assertServed(policy, true, LISTED, OTHER);
        assertServed(policy, true, 7, OTHER);
        assertServed(policy, false, OTHER, LISTED);
    }

    @Test
    void testServes_listedGids_whateverTheirUser() {
        PeerPolicy policy = policy(Map.of("echo.access.gids", "7," + LISTED));
        assertServed(policy, true, OTHER, LISTED);
        assertServed(policy, true, OTHER, 7);
        assertServed(policy, false, LISTED, OTHER);
    }

    @Test
    void testServes_withBothLists_peersInEither() {
        PeerPolicy policy = policy(Map.of("echo.access.uids", "" + LISTED, "echo.access.gids", "7"));
        assertServed(policy, true, LISTED, OTHER);
        assertServed(policy, true, OTHER, 7);
        assertServed(policy, true, LISTED, 7);
        assertServed(policy, false, OTHER, OTHER);
    }

    @Test
    void testServes_thisProcess_withoutBeingListed() {
        PeerPolicy policy = policy(Map.of("echo.access.uids", "" + LISTED));
        assertTrue(policy.serves(new PeerIds(ownUid, OTHER, ownPid)));
        assertFalse(policy.serves(new PeerIds(ownUid, OTHER, ANOTHER_PROCESS)));
    }

    /** Takes the peer's uid and gid, whether all uids and gids have names, and the end of the line. */
    @ParameterizedTest
    @CsvSource({
        "99, 98, true, true, ''",
        "99, 98, false, false, '; uid 99 is the overflow id: the peer is in another user namespace'",
        "99, 98, true, false, '; gid 98 is the overflow id: the peer is in another user namespace'",
        "7, 98, false, false, '; gid 98 is the overflow id: the peer is in another user namespace'",
        "98, 99, false, false, ''"
    })
    void testRefusal_explainsAnOverflowId(long uid, long gid, boolean allUids, boolean allGids, String end) {
        PeerPolicy policy = new PeerPolicy(
                TestConfig.of(Map.of("echo.access.uids", "" + LISTED)).access(),
                new UserNamespace("99", "98", allUids, allGids));
        assertEquals(
                "Refused a peer that is not listed: uid " + uid + ", gid " + gid
                        + ", pid 0 (echo.access.uids, echo.access.gids)" + end,
                policy.refusal(new PeerIds(uid, gid, ANOTHER_PROCESS)));
    }

    @Test
    void testIsThisProcess_byPidAndUidTogether() {
        PeerPolicy policy = policy(Map.of());
        assertTrue(policy.isThisProcess(new PeerIds(ownUid, OTHER, ownPid)));
        assertFalse(policy.isThisProcess(new PeerIds(OTHER, OTHER, ownPid)));
        assertFalse(policy.isThisProcess(new PeerIds(ownUid, OTHER, ownPid + 1)));
    }
}
