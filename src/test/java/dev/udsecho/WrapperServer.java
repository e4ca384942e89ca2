package dev.udsecho;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server of a zip file on 127.0.0.1, at every path except these: /missing does not exist, /other is another file,
 * /private requires a login, and /moved redirects to /private under another name of this host.
 */
final class WrapperServer implements AutoCloseable {
    private final HttpServer server;

    WrapperServer(byte[] zip) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 200, zip));
        server.createContext("/missing", exchange -> answer(exchange, 404, new byte[1]));
        server.createContext("/other", exchange -> answer(exchange, 200, new byte[1]));
        server.createContext("/private", exchange -> answer(exchange, 200, zip))
                .setAuthenticator(new BasicAuthenticator("maven") {
                    @Override
                    public boolean checkCredentials(String user, String password) {
                        return user.equals("me") && password.equals("s3cret");
                    }
                });
        server.createContext("/moved", exchange -> {
            String path = exchange.getRequestURI().getPath().replace("/moved", "/private");
            exchange.getResponseHeaders().set("Location", url(path).replace("127.0.0.1", "localhost"));
            answer(exchange, 302, new byte[1]);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
