package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests when the kernel is made to report the input of a connection again. */
class QuietInputsTest extends SocketPairTest {
    private int before;

    @BeforeEach
    void countReports() {
        before = channel.reportedInputs();
    }

    /** Lets a pause go by, and returns the number of inputs that were reported again until now. */
    private int afterPause() {
        afterPause.remove().run();
        return channel.reportedInputs() - before;
    }

    private void assertNothingIsScheduled() {
        assertEquals(0, afterPause.size());
    }

    @Test
    void testConnectionThatWasNotRead_costsNothing() {
        assertNothingIsScheduled();
    }

    @Test
    void testQuietInput_isReportedOnce() {
        flow.write(bytes(1));
        assertEquals(0, afterPause());
        assertEquals(1, afterPause());
        assertNothingIsScheduled();
        flow.write(bytes(1));
        assertEquals(1, afterPause());
        assertEquals(2, afterPause());
    }

    @Test
    void testBusyInput_isNotReported() {
        for (int i = 0; i < 3; i++) {
            flow.write(bytes(1));
            assertEquals(0, afterPause());
        }
        assertEquals(1, afterPause());
    }

    @Test
    void testInputThatIsNotRead_isNotReported() {
        flow.write(queued(1));
        afterPause();
        assertEquals(0, afterPause());
        assertFalse(channel.config().isAutoRead());
        assertNothingIsScheduled();
    }

    @Test
    void testConnectionThatHasClosed_isNotKept() {
        flow.write(bytes(1));
        flow.closed();
        assertEquals(0, afterPause());
        assertNothingIsScheduled();
    }

    @Test
    void testManyInputs_waitForTheirTurn() {
        for (int i = 0; i < 257; i++) {
            new FlowControl(channel.pipeline().firstContext(), buffers, quietInputs, new SentBytes(sent))
                    .write(bytes(1));
        }
        assertEquals(0, afterPause());
        assertEquals(255, afterPause());
        assertEquals(257, afterPause());
        assertNothingIsScheduled();
    }
}
