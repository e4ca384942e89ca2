package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Finding;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** The target of a load's connections. Its text is for people, on one line. */
public interface Endpoint {
    /** Returns the unescaped name. */
    String name();

    /** Opens a new channel of the endpoint's kind, not connected yet. */
    SocketChannel open() throws IOException;

    /** Returns the address to connect to. */
    SocketAddress address();

    /** Returns the command line of the server, or empty if the system does not show it. */
    default Optional<String> server() {
        return Optional.empty();
    }

    /** Returns the cause of a failed connect. */
    Finding diagnose(IOException failure);
}
