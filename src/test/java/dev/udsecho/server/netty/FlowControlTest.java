package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests what is read and closed while the kernel takes all of the answers, a part of them, or nothing. */
class FlowControlTest extends SocketPairTest {
    @Test
    void testNew_reads_andAllowsHalfClosure() {
        assertReads(true);
        assertHalfClosure(true);
    }

    @Test
    void testWrite_thatTheKernelTakes_releasesTheBuffer() throws Exception {
        ByteBuf answer = bytes(5);
        flow.write(answer);
        assertEquals(0, answer.refCnt());
        assertEquals(List.of(5L), sent);
        assertEquals(5, Client.read(channel.peer(), 5).length);
        assertReads(true);
    }

    @Test
    void testWrite_ofHalfAMegabyteThatTheKernelTakes_makesReadsLarger() throws Exception {
        for (int i = 0; i < 8; i++) {
            assertReads(true);
            flow.write(bytes(STANDARD));
            Client.read(channel.peer(), STANDARD);
        }
        assertEquals(2 * STANDARD, readSize());
    }

    @Test
    void testWrite_thatIsTakenFromTheQueueAtOnce_pausesNothing() {
        channel.makeRoom(ALL);
        flow.write(queued(5));
        assertEquals(List.of(5L), sent);
        assertReads(true);
    }

    @Test
    void testWrite_ofWhichAPartIsTaken_stopsReading_untilTheRestIsWritten() {
        flow.write(bytes(LOTS));
        assertTrue(total() > 0 && total() < LOTS, sent::toString);
        assertReads(false);
        assertHalfClosure(true);
        channel.makeRoom(1);
        assertReads(false);
        assertEquals(LOTS, total());
        channel.makeRoom(ALL);
        assertReads(true);
    }

    @Test
    void testWrite_toAPeerThatIsGone_leavesTheFailureToTheChannel() throws Exception {
        channel.peer().close();
        flow.write(bytes(5));
        assertEquals(List.of(), sent);
        assertReads(false);
        flow.writeMore();
        assertReads(false);
    }

    @Test
    void testWrite_ofALateRead_isWaitedForToo() {
        flow.write(queued(5));
        flow.write(bytes(7));
        assertEquals(List.of(), sent);
        assertHalfClosure(true);
        assertEquals(0, channel.inputShutdowns());
        channel.makeRoom(2);
        assertReads(false);
        channel.makeRoom(ALL);
        assertReads(true);
        assertEquals(List.of(5L, 7L), sent);
    }

    @Test
    void testWrite_ofASecondLateRead_shutsTheInput_andAllowsHalfClosureOnceAllIsWritten() {
        for (int i = 0; i < 3; i++) {
            flow.write(queued(5));
        }
        assertEquals(1, channel.inputShutdowns());
        assertHalfClosure(false);
        channel.makeRoom(ALL);
        assertReads(true);
        assertHalfClosure(true);
    }
}
