package dev.udsecho.time;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with a latch in place of the file system: a call that waits for it hangs, and an interrupt does not end it. */
class BoundedCallsTest {
    private static final String NO_ANSWER = "its file system does not answer within 100ms";

    private final BoundedCalls io = new BoundedCalls("bounded-io-test", 2, Duration.ofMillis(100));
    private final BoundedCalls patient = new BoundedCalls("patient-io-test", 2, Duration.ofMinutes(2));
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    @AfterEach
    void release() {
        answers.countDown();
        io.close();
        patient.close();
    }

    private String hang() {
        hanging.incrementAndGet();
        while (answers.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        hanging.decrementAndGet();
        return "late";
    }

    private void assertNoAnswer() {
        IOException thrown = assertThrows(IOException.class, () -> io.run(this::hang));
        assertEquals(NO_ANSWER, thrown.getMessage());
    }

    @Test
    void testRun_returnsTheResult_fromOneOfTwoThreads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int call = 0; call < 20; call++) {
            assertEquals("found", patient.run(() -> {
                threads.add(Thread.currentThread());
                return "found";
            }));
        }
        assertTrue(threads.size() <= 2, threads::toString);
        assertTrue(threads.stream().allMatch(Thread::isDaemon));
    }

    @Test
    void testRun_throwsTheCallsException() {
        IOException denied = new IOException("denied");
        assertSame(
                denied,
                assertThrows(
                        IOException.class,
                        () -> patient.run(() -> {
                            throw denied;
                        })));
        assertThrows(
                IllegalStateException.class,
                () -> patient.run(() -> {
                    throw new IllegalStateException();
                }));
        assertThrows(
                NoClassDefFoundError.class,
                () -> patient.run(() -> {
                    throw new NoClassDefFoundError();
                }));
        Exception checked = new Exception();
        assertSame(
                checked,
                assertThrows(
                                IOException.class,
                                () -> patient.run(() -> {
                                    throw checked;
                                }))
                        .getCause());
    }

    @Test
    void testRun_oneHungCall_leavesTheOtherThread() throws Exception {
        assertNoAnswer();
        await().until(() -> "found".equals(io.run(() -> "found")));
    }

    @Test
    void testRun_twoHungCalls_useNoMoreThreads_andNoCallStartsUntilTheyEnd() throws Exception {
        await().until(() -> {
            assertNoAnswer();
            return hanging.get() == 2;
        });
        AtomicInteger started = new AtomicInteger();
        for (int call = 0; call < 1000; call++) {
            IOException thrown = assertThrows(IOException.class, () -> io.run(started::incrementAndGet));
            assertEquals(NO_ANSWER, thrown.getMessage());
        }
        assertEquals(2, hanging.get());
        answers.countDown();
        await().until(() -> hanging.get() == 0);
        assertEquals(0, started.get());
        await().ignoreExceptions().until(() -> "found".equals(io.run(() -> "found")));
        assertEquals(0, started.get());
    }

    /** Callers that wait while both threads are busy give up too, and their calls never start. */
    @Test
    void testRun_manyAtOnce_allFail() throws Exception {
        AtomicInteger unanswered = new AtomicInteger();
        for (int caller = 0; caller < 20; caller++) {
            new Thread(() -> {
                        assertNoAnswer();
                        unanswered.incrementAndGet();
                    })
                    .start();
        }
        await().until(() -> unanswered.get() == 20);
        assertTrue(hanging.get() <= 2);
        answers.countDown();
        await().ignoreExceptions().until(() -> "found".equals(io.run(() -> "found")));
        await().until(() -> hanging.get() == 0);
    }

    @Test
    void testInterruptedCaller_givesUp_andStaysInterrupted() {
        Thread.currentThread().interrupt();
        IOException thrown = assertThrows(IOException.class, () -> patient.run(this::hang));
        assertEquals("interrupted", thrown.getMessage());
        assertTrue(Thread.interrupted());
    }

    @Test
    void testClosed_isAFailure() {
        io.close();
        IOException thrown = assertThrows(IOException.class, () -> io.run(() -> "found"));
        assertEquals("this process is shutting down", thrown.getMessage());
    }
}
