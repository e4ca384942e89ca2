package dev.udsecho.process;

import dev.udsecho.os.DescriptorLimit;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.DaemonThreads;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The resources of the operating system that a start needs. They are checked first: if descriptors or threads run out
 * during a start, libraries fail with a stack trace or block without limit. Threads are bounded by RLIMIT_NPROC
 * (<a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>) and by the pids controller of
 * cgroups.
 */
final class StartRequirements {
    /**
     * The descriptors of a start without event loops, most of them for jars that stay open. With two event loops a start
     * with 102 in all fails, and one with 108 serves a client and answers its health checks.
     */
    static final int DESCRIPTORS = 104;

    /** The descriptors of an event loop: epoll, eventfd and timerfd. */
    static final int DESCRIPTORS_PER_LOOP = 3;

    /**
     * The threads of a start without event loops. The service has about 18, and health checks need a few more; each
     * event loop is one.
     */
    private static final int THREADS = 25;

    private StartRequirements() {}

    /** Ends the process with a message and status 71 if a limit is too low. */
    static void check() {
        int loops = Runtime.getRuntime().availableProcessors();
        descriptorProblem(DESCRIPTORS + loops * DESCRIPTORS_PER_LOOP)
                .or(() -> threadProblem(THREADS + loops))
                .ifPresent(problem -> {
                    System.err.println("udsecho: cannot start: " + problem);
                    Runtime.getRuntime().halt(ExitStatus.OS_ERROR.number());
                });
    }

    private static Optional<String> descriptorProblem(int needed) {
        int limit = DescriptorLimit.now().limit();
        return limit >= needed
                ? Optional.empty()
                : Optional.of("this process is out of file descriptors: it may have " + limit + ", and a start needs "
                        + needed + "; raise its limit (ulimit -n)");
    }

    /**
     * Returns the problem if this process cannot create the needed number of threads. Creates them all at once, since
     * no limit shows how many are left. They end when the last one is created.
     */
    private static Optional<String> threadProblem(int needed) {
        CountDownLatch allCreated = new CountDownLatch(1);
        int created = 0;
        try {
            for (; created < needed; created++) {
                DaemonThreads.start("start-requirement", () -> awaitQuietly(allCreated));
            }
            return Optional.empty();
        } catch (OutOfMemoryError noMoreThreads) {
            return Optional.of("this process may create only " + created + " more threads, and a start needs " + needed
                    + "; raise its limit (ulimit -u, or the container's pids limit)");
        } finally {
            allCreated.countDown();
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
