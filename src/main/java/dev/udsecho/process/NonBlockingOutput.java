package dev.udsecho.process;

import dev.udsecho.time.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * An output stream whose writer never waits for its reader. A daemon thread writes to the target from a queue of at
 * most {@value #MAX_QUEUED} bytes. Bytes that do not fit are dropped and counted in lines; the count is logged once the
 * target takes bytes again. A pipe that no process reads, or a terminal that was stopped by Ctrl-S, blocks write(2)
 * (<a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>), and the threads that serve clients also
 * write the log.
 */
final class NonBlockingOutput extends OutputStream {
    /** The size of the queue in bytes, about 2,000 lines. */
    static final int MAX_QUEUED = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(NonBlockingOutput.class);

    private final OutputStream target;
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int queued;
    private long dropped;
    private long written;

    private NonBlockingOutput(OutputStream target) {
        this.target = target;
    }

    /** Creates a stream, and starts the thread that writes to its target. */
    static NonBlockingOutput to(OutputStream target, String thread) {
        NonBlockingOutput output = new NonBlockingOutput(target);
        DaemonThreads.start(thread, output::writeLoop);
        return output;
    }

    /**
     * Puts a non-blocking stream before each standard stream of the process. The rest of its queue is written when the
     * JVM exits, unless the target takes nothing for a second.
     */
    static void install() {
        NonBlockingOutput output = to(System.out, "stdout");
        NonBlockingOutput error = to(System.err, "stderr");
        System.setOut(output.printStream("stdout.encoding"));
        System.setErr(error.printStream("stderr.encoding"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            output.await(Duration.ofSeconds(1));
            error.await(Duration.ofSeconds(1));
        }));
    }

    /**
     * Returns a print stream in the charset of the standard stream. The property exists from JDK 19 on (JEP 400);
     * before that, the streams use the default charset.
     */
    private PrintStream printStream(String encoding) {
        Charset charset = Optional.ofNullable(System.getProperty(encoding))
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
        return new PrintStream(this, true, charset);
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (queued + length > MAX_QUEUED) {
            for (int at = offset; at < offset + length; at++) {
                dropped += bytes[at] == '\n' ? 1 : 0;
            }
            return;
        }
        chunks.add(Arrays.copyOfRange(bytes, offset, offset + length));
        queued += length;
        notifyAll();
    }

    private void writeLoop() {
        while (true) {
            try {
                byte[] chunk = next();
                target.write(chunk);
                target.flush();
                written(chunk.length);
            } catch (IOException closed) {
                written(0);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        while (chunks.isEmpty()) {
            wait();
        }
        return chunks.remove();
    }

    private void written(int length) {
        long lines;
        synchronized (this) {
            queued -= length;
            written += length;
            lines = dropped;
            dropped = 0;
            notifyAll();
        }
        if (lines > 0) {
            LOG.warnf("%d lines were left out of the log: its reader did not take them", lines);
        }
    }

    /** Waits until everything is written, or until the target has taken nothing for this timeout. */
    synchronized void await(Duration timeout) {
        try {
            long before = -1;
            while (queued > 0 && written != before) {
                before = written;
                wait(timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
