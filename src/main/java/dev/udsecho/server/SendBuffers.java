package dev.udsecho.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Divides the memory that the kernel may hold for peers that do not read. It is charged to the control group of the process
 * that sends, so to this one's. Each new connection gets an eighth of what is spare, between {@link #SMALLEST} and
 * {@link #LARGEST}: the first ones the kernel's default, the later ones less. For any thread; waits for nothing.
 */
final class SendBuffers {
    /** The smallest SO_SNDBUF, in bytes (SOCK_MIN_SNDBUF in include/net/sock.h). */
    static final int SMALLEST = 4608;

    /** The largest one given, net.core.wmem_default unless somebody has changed it. */
    static final int LARGEST = 212_992;

    private static final int SHARE = 8;
    private static final int LARGEST_MESSAGE = 36 * 1024;
    private static final int MESSAGE_OVERHEAD = 2 * 1024;

    private final AtomicLong spare;

    /** Has this much to give beyond the smallest buffer of each connection, in bytes. */
    SendBuffers(long spare) {
        this.spare = new AtomicLong(spare);
    }

    /**
     * Returns the most that the kernel holds with such an SO_SNDBUF: a message more than the buffer's size, which is half of
     * that size at most (unix_stream_sendmsg() in net/unix/af_unix.c, sock_alloc_send_pskb() in net/core/sock.c). With
     * 212,992 bytes 245,504 were measured (SIOCOUTQ), with 4,608 bytes 8,704.
     */
    static long held(int buffer) {
        return buffer + Math.min(buffer / 2, LARGEST_MESSAGE) + MESSAGE_OVERHEAD;
    }

    /** Returns the SO_SNDBUF of a new connection, to be given back when it has closed. */
    int take() {
        while (true) {
            long before = spare.get();
            int buffer = (int) Math.max(SMALLEST, Math.min(LARGEST, before / SHARE));
            if (spare.compareAndSet(before, before - extra(buffer))) {
                return buffer;
            }
        }
    }

    /** Takes it back; 0 if none was given. */
    void giveBack(int buffer) {
        if (buffer > 0) {
            spare.addAndGet(extra(buffer));
        }
    }

    private static long extra(int buffer) {
        return held(buffer) - held(SMALLEST);
    }
}
