package dev.udsecho.diagnosis;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Processes;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Servers at the path to check, each with a defect that prevents its service. */
final class Servers {
    private static final String BOUND = """
            import socket, sys, time
            bound = socket.socket(socket.AF_UNIX, getattr(socket, sys.argv[2]))
            bound.bind(sys.argv[1])
            time.sleep(600)
            """;

    private static final String HTTP = """
            import http.server, socketserver, sys
            class Page(http.server.BaseHTTPRequestHandler):
                protocol_version = sys.argv[2]
                def log_message(self, *words):
                    pass
            socketserver.ThreadingUnixStreamServer(sys.argv[1], Page).serve_forever()
            """;

    private Servers() {}

    /** Binds a socket without listening, in a live process. */
    static Scene bound(Scene scene, String type) throws Exception {
        scene.start("python3", "-c", BOUND, scene.path().toString(), type);
        await().until(() -> Files.exists(scene.path()));
        return scene;
    }

    /** Fills the backlog, which no process accepts. */
    static Scene full(Scene scene, int backlog) throws Exception {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        scene.until(listener);
        listener.bind(UnixDomainSocketAddress.of(scene.path()), backlog);
        for (int client = 0; client <= backlog; client++) {
            scene.until(Client.connect(scene.path()));
        }
        return scene;
    }

    /** Starts an echo server, and stops its process after it has served. */
    static Scene stopped(Scene scene) throws Exception {
        Path socket = scene.path();
        Process server = scene.start("socat", "UNIX-LISTEN:" + socket + ",fork", "EXEC:cat");
        await().until(() -> Client.isServed(socket));
        Processes.signal("STOP", server.pid());
        return scene;
    }

    /** An HTTP server. It answers with this version, or with a page and nothing before it if it has none. */
    static Scene http(Scene scene, String version) throws Exception {
        scene.start("python3", "-c", HTTP, scene.path().toString(), "HTTP/" + version);
        await().until(() -> Client.accepts(scene.path()));
        return scene;
    }
}
