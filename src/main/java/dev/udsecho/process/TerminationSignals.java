package dev.udsecho.process;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM, SIGINT and SIGHUP. Left to themselves they start the JVM's shutdown, which can neither wait for a drain nor learn
 * of a second signal. The JDK's only way to handle one, sun.misc.Signal of the module jdk.unsupported, is called by
 * reflection, as javac warns of it in a way that nothing suppresses.
 */
public final class TerminationSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private TerminationSignals() {}

    /** Runs the action at each of them, on a thread of the JVM that is created for it. */
    public static void handle(Runnable action) {
        NAMES.forEach(name -> handle(name, action));
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
