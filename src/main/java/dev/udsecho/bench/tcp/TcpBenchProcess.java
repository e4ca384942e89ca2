package dev.udsecho.bench.tcp;

import dev.udsecho.process.StartupError;
import dev.udsecho.process.TerminationSignals;
import dev.udsecho.server.netty.NativeTransportMissing;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of the listener that {@code bench --tcp} compares with: it ends with whoever started it, or by a
 * second signal.
 */
public final class TcpBenchProcess {
    private TcpBenchProcess() {}

    /** Runs it to its end, and never returns: with a sentence where it could not start, and the status that stands for it. */
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
            StartupError refusal = StartupError.of(e);
            refusal.print();
            Runtime.getRuntime().halt(refusal.status().number());
        }
    }
}
