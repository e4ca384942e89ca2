package dev.udsecho.process;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Loads the classes that an HTTP request needs, about 400, by a first request to each kind of address. Where a first request
 * comes when descriptors are short, a class cannot be loaded, and the HTTP port answers no later request either:
 * {@link PreloadedClasses}.
 */
@Singleton
public class FirstRequests {
    private static final Logger LOG = Logger.getLogger(FirstRequests.class);
    private static final List<String> ADDRESSES =
            List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/echo");
    private static final int TIMEOUT_MILLIS = 2000;

    /** Sends them once the port is open, on a worker thread. Blocks that for two seconds a request at most. */
    void send(@ObservesAsync HttpServerStart started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            ADDRESSES.forEach(FirstRequests::send);
            LOG.debug("Loaded what HTTP requests need");
        }
    }

    private static void send(String address) {
        try (Socket connection = new Socket()) {
            connection.setSoTimeout(TIMEOUT_MILLIS);
            connection.connect(port(), TIMEOUT_MILLIS);
            String request = "GET " + address + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
            connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            LOG.debugf("The first request to %s failed: %s", address, e);
        }
    }

    /** Quarkus has set the port that the system chose, if it was to choose one. */
    private static InetSocketAddress port() throws IOException {
        InetAddress host =
                InetAddress.getByName(ConfigProvider.getConfig().getValue("quarkus.http.host", String.class));
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        return new InetSocketAddress(host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, port);
    }
}
