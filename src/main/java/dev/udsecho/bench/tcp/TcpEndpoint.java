package dev.udsecho.bench.tcp;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.os.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * An endpoint at a TCP listener on loopback.
 *
 * @param address the address at which it listens
 */
public record TcpEndpoint(InetSocketAddress address) implements Endpoint {
    /** Returns the endpoint of a port. */
    public static TcpEndpoint on(int port) {
        return new TcpEndpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public String name() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public SocketChannel open() throws IOException {
        return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public Finding diagnose(IOException failure) {
        return switch (Errno.of(failure)) {
            case EMFILE, ENFILE -> Cause.NO_DESCRIPTORS.found();
            default ->
                Cause.STALE
                        .saying("a connect to the TCP listener of this run failed (" + Errno.describe(failure) + ")")
                        .advising("read what that listener logged before");
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
