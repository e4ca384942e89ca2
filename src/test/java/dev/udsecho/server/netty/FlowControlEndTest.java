package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import org.junit.jupiter.api.Test;

/** Tests how a connection continues or ends, with and without bytes that wait for its peer. */
class FlowControlEndTest extends SocketPairTest {
    private void readComplete(int lastBytesRead) {
        channel.config().getRecvByteBufAllocator().newHandle().lastBytesRead(lastBytesRead);
        flow.readComplete();
    }

    /** Reads what the kernel holds for the peer and writes more of the waiting bytes, until no bytes are left. */
    private int drain() throws Exception {
        channel.peer().configureBlocking(false);
        int drained = 0;
        for (int read = 1; read > 0; drained += read) {
            read = Client.readOnce(channel.peer()).length;
            flow.writeMore();
        }
        return drained;
    }

    @Test
    void testReadComplete_atTheEndOfTheInput_closesTheDescriptor() {
        readComplete(-1);
        assertFalse(channel.fd().isOpen());
        assertHalfClosure(false);
    }

    @Test
    void testReadComplete_beforeTheEndOfTheInput_closesNothing() {
        readComplete(0);
        assertTrue(channel.fd().isOpen());
        assertHalfClosure(true);
    }

    @Test
    void testReadComplete_whileBytesWait_closesNothing() {
        flow.write(queued(5));
        readComplete(-1);
        assertTrue(channel.fd().isOpen());
    }

    @Test
    void testCloseWhenWritten_closes_onceEverythingIsWritten() {
        flow.write(queued(5));
        flow.closeWhenWritten();
        channel.makeRoom(2);
        assertTrue(channel.isOpen());
        channel.makeRoom(ALL);
        assertFalse(channel.isOpen());
        assertEquals(5, total());
    }

    @Test
    void testShutdownInput_isTheChannels_andAPauseAfterItAllowsNoHalfClosure() {
        flow.shutdownInput();
        assertEquals(1, channel.inputShutdowns());
        assertHalfClosure(true);
        flow.write(queued(5));
        assertHalfClosure(false);
    }

    @Test
    void testClosed_clearsTheWaitingBytes() {
        flow.write(queued(5));
        assertEquals(TINY, readSize());
        flow.closed();
        assertEquals(STANDARD, readSize());
    }

    @Test
    void testWriteMore_resumesReading_onceTheKernelHasTakenEverything() throws Exception {
        flow.write(bytes(LOTS));
        flow.writeMore();
        assertReads(false);
        assertEquals(LOTS, drain());
        assertEquals(LOTS, total());
        assertReads(true);
        assertTrue(channel.isOpen());
    }

    @Test
    void testWriteMore_closesAConnectionThatEnds_onceTheKernelHasTakenEverything() throws Exception {
        flow.write(bytes(LOTS));
        flow.closeWhenWritten();
        flow.writeMore();
        assertTrue(channel.isOpen());
        assertEquals(LOTS, drain());
        assertFalse(channel.isOpen());
    }

    @Test
    void testWriteMore_closesAConnectionThatEnds_withNothingLeft() {
        flow.closeWhenWritten();
        assertTrue(channel.isOpen());
        flow.writeMore();
        assertFalse(channel.isOpen());
    }

    @Test
    void testWriteMore_changesNothing_whenNoBytesWait() {
        channel.config().setAutoRead(false);
        flow.writeMore();
        assertFalse(channel.config().isAutoRead());
    }

    @Test
    void testWriteMore_toAPeerThatIsGone_leavesTheRestToTheChannel() throws Exception {
        flow.write(bytes(LOTS));
        channel.peer().close();
        flow.writeMore();
        assertReads(false);
        assertTrue(channel.isOpen());
    }
}
