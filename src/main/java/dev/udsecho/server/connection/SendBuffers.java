package dev.udsecho.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Divides the memory that the kernel may hold for peers that do not read. The kernel charges it to the control group of
 * the sender, which is this process. Each new connection gets an eighth of the spare memory, between {@link #SMALLEST}
 * and {@link #LARGEST}: the first connections get the kernel's default, later ones less. For any thread; does not
 * block.
 */
public final class SendBuffers {
    /** The smallest SO_SNDBUF, in bytes (SOCK_MIN_SNDBUF in include/net/sock.h). */
    public static final int SMALLEST = 4608;

    /** The largest SO_SNDBUF, in bytes: net.core.wmem_default, unless an administrator has changed it. */
    static final int LARGEST = 212_992;

    private static final int SHARE = 8;
    private static final int LARGEST_MESSAGE = 36 * 1024;
    private static final int MESSAGE_OVERHEAD = 2 * 1024;

    private final AtomicLong spare;

    /**
     * Creates the pool.
     *
     * @param spare the bytes to divide beyond the smallest buffer of each connection
     */
    SendBuffers(long spare) {
        this.spare = new AtomicLong(spare);
    }

    /**
     * Returns the maximum number of bytes that the kernel holds with an SO_SNDBUF: the buffer's size and one message,
     * which is at most half of that size (unix_stream_sendmsg() in net/unix/af_unix.c, sock_alloc_send_pskb() in
     * net/core/sock.c). Measured with SIOCOUTQ: 245,504 bytes for 212,992, and 8,704 for 4,608.
     */
    public static long held(int buffer) {
        return buffer + Math.min(buffer / 2, LARGEST_MESSAGE) + MESSAGE_OVERHEAD;
    }

    /** Returns the SO_SNDBUF of a new connection in bytes. It must be released when the connection has closed. */
    int acquire() {
        while (true) {
            long before = spare.get();
            int buffer = (int) Math.max(SMALLEST, Math.min(LARGEST, before / SHARE));
            if (spare.compareAndSet(before, before - extra(buffer))) {
                return buffer;
            }
        }
    }

    /** Releases an acquired SO_SNDBUF; 0 if there was none. */
    void release(int buffer) {
        if (buffer > 0) {
            spare.addAndGet(extra(buffer));
        }
    }

    private static long extra(int buffer) {
        return held(buffer) - held(SMALLEST);
    }
}
