package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.diagnosis.ConnectDiagnosis;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * An endpoint at a Unix socket.
 *
 * @param path the socket's path
 * @param address the same path as the JDK's address type
 */
public record UnixEndpoint(SocketPath path, UnixDomainSocketAddress address) implements Endpoint {
    /** Returns the endpoint at a path. */
    public static UnixEndpoint at(SocketPath path) {
        return new UnixEndpoint(path, UnixDomainSocketAddress.of(path.file()));
    }

    @Override
    public String name() {
        return path.file().toString();
    }

    @Override
    public SocketChannel open() throws IOException {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** Returns the command line of the process that owns the path by its lock file. Other servers are not shown. */
    @Override
    public Optional<String> server() {
        try {
            return SocketLock.ownerCommand(path);
        } catch (IOException notSeen) {
            return Optional.empty();
        }
    }

    @Override
    public Finding diagnose(IOException failure) {
        return ConnectDiagnosis.of(path.file(), failure);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
