package dev.udsecho.process;

import dev.udsecho.config.InvalidConfigException;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The address of health checks, metrics and page. Quarkus binds it as the last step of a start, after the socket was
 * published. It is tried before that, so that a start that will fail serves no client.
 *
 * @param host the name or address to bind
 * @param port the port; 0 is a free one
 */
public record HttpPort(String host, int port) {
    private static final int MAX_PORT = 65535;

    /** Returns the configured address. */
    static HttpPort configured() {
        Config config = ConfigProvider.getConfig();
        return new HttpPort(
                config.getValue("quarkus.http.host", String.class),
                config.getValue("quarkus.http.port", Integer.class));
    }

    /**
     * Binds the address and releases it. Does nothing with HTTP switched off, in tests, which have a port of their own, and in dev mode,
     * where Quarkus keeps the port from one start to the next.
     *
     * @throws HttpPortException if it cannot be bound
     * @throws InvalidConfigException if the port is out of range
     */
    public static void requireFree() throws HttpPortException, InvalidConfigException {
        if (LaunchMode.current() == LaunchMode.NORMAL
                && ConfigProvider.getConfig()
                        .getOptionalValue("quarkus.http.host-enabled", Boolean.class)
                        .orElse(true)) {
            configured().tryToBind();
        }
    }

    private void tryToBind() throws HttpPortException, InvalidConfigException {
        if (port > MAX_PORT) {
            throw new InvalidConfigException(List.of(outOfRange()));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), Math.max(0, port)));
        } catch (IOException e) {
            throw new HttpPortException(problem(e.getMessage()), e);
        }
    }

    /** Returns the sentence for a port that is out of range. */
    String outOfRange() {
        return "quarkus.http.port=" + port + " must be from 0 to " + MAX_PORT;
    }

    /** Returns the sentence for an address that cannot be bound. */
    String problem(String reason) {
        return "cannot serve health checks on " + host + ":" + port + " (" + reason
                + "); choose others with quarkus.http.host and quarkus.http.port";
    }
}
