package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM, SIGINT and SIGHUP. Left to themselves they start the JVM's shutdown, which can neither wait for a drain nor be
 * told of a second signal. The JDK's only way to handle one, sun.misc.Signal of the module jdk.unsupported, is called by
 * reflection, as javac warns of it in a way that nothing suppresses.
 */
final class Signals {
    private static final List<String> TERMINATION = List.of("TERM", "INT", "HUP");

    private Signals() {}

    /** The first of them begins the end, on a thread of its own; the second one ends the program at once. */
    static void onTermination(Runnable end) {
        AtomicBoolean ending = new AtomicBoolean();
        TERMINATION.forEach(name -> handle(name, () -> {
            if (ending.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitStatus.OK.number());
            }
            new Thread(end, "drain").start();
        }));
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException handledByTheJvm) {
            // With -Xrs, or where there is no such signal, it keeps its default.
            return;
        }
    }
}
