package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is expected of servers that people run, each as its distribution has it. */
class RealServersIT {
    private static final String PAGE = """
            import http.server, socketserver, sys
            class Page(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200 if self.path == '/ready' else 503)
                    self.end_headers()
                def log_message(self, *words):
                    pass
            socketserver.ThreadingUnixStreamServer(sys.argv[1], Page).serve_forever()
            """;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        socket = directory.resolve("s");
    }

    private void serve(String... command) throws Exception {
        ForeignServer.start(directory, socket, List.of(command));
    }

    private void assertMet(String word, String words) throws Exception {
        assertEquals(words, new Attempt(socket, word).answer().words());
    }

    private void assertFails(String word, Cause cause, String words) {
        new Attempt(socket, word).assertFails(cause, words);
    }

    @Test
    void testSocat() throws Exception {
        Needs.tool("socat");
        serve("socat", "UNIX-LISTEN:" + socket + ",fork", "SYSTEM:echo 220 mail; cat");
        assertMet("connect", "an open connection");
        assertMet("line:^220 mail$", "\"220 mail\"");
        assertFails("line:^SSH-", Cause.NOT_EXPECTED, "pass --expect line:^220");
        assertFails("http", Cause.NOT_EXPECTED, "SMTP or FTP answers there, not HTTP/1");
        assertFails("grpc", Cause.NOT_EXPECTED, "SMTP or FTP answers there, not gRPC");
        assertFails("csi", Cause.NOT_EXPECTED, "SMTP or FTP answers there, not gRPC");
    }

    @Test
    void testHttpServerOfPython() throws Exception {
        Needs.tool("python3");
        serve("python3", "-c", PAGE, socket.toString());
        assertMet("http", "HTTP/1.0 503 Service Unavailable");
        assertMet("http:/ready", "HTTP/1.0 200 OK");
        assertFails("http:/other", Cause.NOT_SERVING, "HTTP/1.0 503 Service Unavailable came for /other");
        assertMet("connect", "an open connection");
        assertFails("grpc:", Cause.NOT_EXPECTED, "HTTP/1 answers there, not gRPC");
        assertFails("grpc:", Cause.NOT_EXPECTED, "pass --expect http to");
    }

    @Test
    void testNginx() throws Exception {
        Needs.tool("nginx");
        Path file = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server { listen unix:%1$s/s; location = /ready { return 204; } location / { return 503; } }
                  server { listen unix:%1$s/s2 http2; location / { return 204; } }
                }
                """.formatted(directory));
        serve("nginx", "-e", directory + "/error.log", "-c", file.toString());
        assertMet("http", "HTTP/1.1 503 Service Temporarily Unavailable");
        assertMet("http:/ready", "HTTP/1.1 204 No Content");
        assertFails("http:/", Cause.NOT_SERVING, "HTTP/1.1 503");
        assertFails("grpc", Cause.NOT_EXPECTED, "HTTP/1 answers there, not gRPC");
        socket = directory.resolve("s2");
        assertFails("grpc", Cause.NOT_EXPECTED, "HTTP/2 without gRPC answers there: status 204");
        assertFails("http", Cause.NOT_EXPECTED, "HTTP/2 (perhaps gRPC) answers there, not HTTP/1");
    }

    @Test
    void testRedis() throws Exception {
        Needs.tool("redis-server");
        serve("redis-server", "--port", "0", "--unixsocket", socket.toString(), "--save", "");
        assertMet("connect", "an open connection");
        // It takes a header Host for an attack, and closes.
        assertFails("http", Cause.CLOSED, "pass --expect connect if the server has another protocol");
        assertFails("grpc", Cause.NOT_EXPECTED, "Redis answers there, not gRPC");
        assertFails("grpc", Cause.NOT_EXPECTED, "pass --expect connect to");
    }

    @Test
    void testContainerd() throws Exception {
        Needs.root();
        Needs.tool("containerd");
        Path file = Files.writeString(
                directory.resolve("config.toml"), """
                version = 2
                root = "%1$s/root"
                state = "%1$s/state"
                disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt", \
                  "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", \
                  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.devmapper"]
                [grpc]
                  address = "%1$s/s"
                [ttrpc]
                  address = "%1$s/ttrpc"
                """.replace("\\\n", "").formatted(directory));
        serve("containerd", "--config", file.toString());
        assertMet("grpc", "an answer of gRPC");
        assertMet("grpc:", "SERVING");
        assertFails("grpc:my.Service", Cause.NOT_SERVING, "its health service does not know my.Service");
        assertFails("csi", Cause.NOT_EXPECTED, "gRPC answers there, and no CSI driver");
        assertFails("http", Cause.NOT_EXPECTED, "HTTP/2 (perhaps gRPC) answers there, not HTTP/1");
    }
}
