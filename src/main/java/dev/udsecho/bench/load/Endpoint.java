package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Finding;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** Where connections go. Its text is for people, on one line. */
public interface Endpoint {
    /** Its name as it is. */
    String name();

    /** A new channel of its kind, not connected yet. */
    SocketChannel open() throws IOException;

    /** What to connect to. */
    SocketAddress address();

    /** Why a connect failed. */
    Finding refusal(IOException failure);
}
