package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import dev.udsecho.server.BenchListener;
import dev.udsecho.server.NativeTransportMissing;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of the listener that {@code bench --tcp} compares with: it ends with whoever started it, or by a
 * second signal.
 */
final class TcpService {
    private TcpService() {}

    /** Runs it to its end, and never returns: with a sentence where it could not start, and the status that stands for it. */
    static void start() {
        AtomicBoolean signalled = new AtomicBoolean();
        TerminationSignals.handle(() -> {
            if (signalled.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitStatus.OK.number());
            }
        });
        try {
            BenchListener.run();
        } catch (IOException | NativeTransportMissing | RuntimeException e) {
            Refusal refusal = Refusal.of(e);
            refusal.print();
            Runtime.getRuntime().halt(refusal.status().number());
        }
    }
}
