package dev.udsecho.process;

import dev.udsecho.os.DescriptorLimit;
import dev.udsecho.text.ExitStatus;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What a start needs of the operating system. It is checked first: where descriptors or threads run out in the middle of a
 * start, libraries fail with a stack trace, or wait for ever. Threads are bounded by RLIMIT_NPROC
 * (<a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>) and by the pids controller of cgroups.
 */
final class StartRequirements {
    /** With two event loops a start with 94 fails, and one with 100 serves. Each loop has epoll, eventfd and timerfd. */
    private static final int DESCRIPTORS = 94;

    private static final int DESCRIPTORS_OF_A_LOOP = 3;

    /** The service has one and a half dozen, and health checks take some more; each event loop is one. */
    private static final int THREADS = 25;

    private StartRequirements() {}

    /** Ends the process with a sentence and status 71 if something is missing. */
    static void check() {
        int loops = Runtime.getRuntime().availableProcessors();
        fewDescriptors(DESCRIPTORS + loops * DESCRIPTORS_OF_A_LOOP)
                .or(() -> fewThreads(THREADS + loops))
                .ifPresent(problem -> {
                    System.err.println("udsecho: cannot start: " + problem);
                    Runtime.getRuntime().halt(ExitStatus.OS_ERROR.number());
                });
    }

    private static Optional<String> fewDescriptors(int needed) {
        int limit = DescriptorLimit.now().limit();
        return limit >= needed
                ? Optional.empty()
                : Optional.of("this process is out of file descriptors: it may have " + limit + ", and a start needs "
                        + needed + "; raise its limit (ulimit -n)");
    }

    /** Creates that many threads at once, as no limit tells how many are left. They end when the last one is there. */
    private static Optional<String> fewThreads(int needed) {
        CountDownLatch counted = new CountDownLatch(1);
        int created = 0;
        try {
            for (; created < needed; created++) {
                Thread thread = new Thread(() -> awaitQuietly(counted));
                thread.setDaemon(true);
                thread.start();
            }
            return Optional.empty();
        } catch (OutOfMemoryError noMoreThreads) {
            return Optional.of("this process may create only " + created + " more threads, and a start needs " + needed
                    + "; raise its limit (ulimit -u, or the container's pids limit)");
        } finally {
            counted.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
