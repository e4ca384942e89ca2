package dev.udsecho.fault;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.ListeningConnector;
import dev.udsecho.testing.ServeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A packaged service whose threads can be stopped one by one, through the JVM's debugger interface (JDWP). To all other
 * threads a stopped thread appears stuck, as in an Echo that blocks or in a file system that does not answer.
 */
final class StuckThreads implements AutoCloseable {
    private static final String CONNECTOR = "com.sun.jdi.SocketListen";

    private final ServeProcess server;
    private final VirtualMachine threads;

    private StuckThreads(ServeProcess server, VirtualMachine threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts a service with these variables, and returns when its JVM runs; the service does not run yet. */
    static StuckThreads in(Map<String, String> variables) throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(found -> found.name().equals(CONNECTOR))
                .findFirst()
                .orElseThrow();
        Map<String, Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        String address = connector.startListening(arguments);
        ServeProcess server = ServeProcess.start(
                variables, "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=" + address);
        try {
            return new StuckThreads(server, connector.accept(arguments));
        } finally {
            connector.stopListening(arguments);
        }
    }

    ServeProcess server() {
        return server;
    }

    /** Waits until there is a thread whose name has this prefix. */
    void await(String name) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> threads.allThreads().stream()
                .anyMatch(thread -> name(thread).startsWith(name)));
    }

    /** Stops every thread except these, and except threads that start later. */
    void stopAllBut(List<String> spared) {
        threads.allThreads().stream()
                .filter(thread -> !spared.contains(name(thread)))
                .forEach(ThreadReference::suspend);
    }

    private static String name(ThreadReference thread) {
        try {
            return thread.name();
        } catch (ObjectCollectedException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        server.close();
        try {
            threads.dispose();
        } catch (VMDisconnectedException ended) {
            return;
        }
    }
}
