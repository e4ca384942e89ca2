package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.PeerIds;
import dev.udsecho.path.owner.Role;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.RejectReason;
import dev.udsecho.server.netty.NativeTransportException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the words that metrics, JSON and logs take from these types: a contract with their readers. */
class WordsTest {
    @Test
    void testCloseReason_isALabelInLowerCase() {
        assertEquals("[client, idle, stall, drain, error]", Arrays.toString(CloseReason.values()));
    }

    @Test
    void testRejectReason_isALabelInLowerCase() {
        assertEquals("[limit, access]", Arrays.toString(RejectReason.values()));
    }

    @Test
    void testRole_isAWordInLowerCase() {
        assertEquals("[starting, standby, owner, draining]", Arrays.toString(Role.values()));
    }

    @Test
    void testPeer_isPrintedWithAllItsIds() {
        assertEquals("uid 1000, gid 2000, pid 3", new PeerIds(1000, 2000, 3).toString());
    }

    @Test
    void testConnectionSnapshot_trafficIsBothDirections() {
        assertEquals(12, new ConnectionSnapshot(Optional.empty(), Duration.ZERO, 7, 5, 2).traffic());
    }

    @Test
    void testNativeTransportException_hasTheInnermostReason() {
        Throwable reason = new UnsatisfiedLinkError("failed to load");
        reason.initCause(new IllegalStateException("noexec"));
        String message = new NativeTransportException(reason).getMessage();
        assertTrue(message.startsWith("cannot serve on a Unix socket: "), message);
        assertTrue(message.contains(" (noexec); run on Linux"), message);
    }

    @Test
    void testNativeTransportException_withoutAReasonOrItsMessage_isStillASentence() {
        String none = new NativeTransportException(null).getMessage();
        assertTrue(none.contains(" (no reason given); run on"), none);
        String wordless = new NativeTransportException(new IllegalStateException()).getMessage();
        assertTrue(wordless.contains(" (java.lang.IllegalStateException); run on"), wordless);
    }
}
