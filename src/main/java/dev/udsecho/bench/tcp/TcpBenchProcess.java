package dev.udsecho.bench.tcp;

import dev.udsecho.process.StartupError;
import dev.udsecho.process.TerminationSignals;
import dev.udsecho.server.netty.NativeTransportMissing;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of the listener that {@code bench --tcp} compares with. It ends when the process that started it ends, or
 * at a second signal.
 */
public final class TcpBenchProcess {
    private TcpBenchProcess() {}

    /**
     * Runs the listener and never returns. If it cannot start, it prints one sentence and exits with that failure's
     * status.
     */
    public static void start() {
        AtomicBoolean signalled = new AtomicBoolean();
        TerminationSignals.handle(() -> {
            if (signalled.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitStatus.OK.number());
            }
        });
        try {
            TcpBenchServer.run();
        } catch (IOException | NativeTransportMissing | RuntimeException e) {
            StartupError error = StartupError.of(e);
            error.print();
            Runtime.getRuntime().halt(error.status().number());
        }
    }
}
