package dev.udsecho.process;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Handles SIGTERM, SIGINT and SIGHUP. By default they start the JVM's shutdown, which can neither wait for a drain nor
 * detect a second signal. The JDK's only API for that, sun.misc.Signal of the module jdk.unsupported, is called by
 * reflection: no annotation suppresses javac's warning about it.
 */
public final class TerminationSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

    private TerminationSignals() {}

    /** Runs the action at each of these signals, on a thread that the JVM creates for each. */
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
            // With -Xrs, or where the system has no such signal, the signal keeps its default.
            return;
        }
    }
}
