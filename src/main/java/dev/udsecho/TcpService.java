package dev.udsecho;

import dev.udsecho.server.BenchListener;
import dev.udsecho.server.NativeTransportMissing;
import java.io.IOException;

/** The process of the listener that {@code bench --tcp} compares with: it ends with whoever started it, not by a signal. */
final class TcpService {
    private TcpService() {}

    /** Runs it to its end, and never returns: with a sentence where it could not start, and the status that stands for it. */
    static void start() {
        Signals.onTermination(() -> {});
        try {
            BenchListener.run();
        } catch (IOException | NativeTransportMissing | RuntimeException e) {
            Refusal refusal = Refusal.of(e);
            refusal.print();
            Runtime.getRuntime().halt(refusal.status().number());
        }
    }
}
