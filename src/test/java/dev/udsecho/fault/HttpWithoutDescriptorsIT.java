package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the first HTTP requests at a process that has hardly a free descriptor: no class that they need is loaded yet,
 * and a class loader that cannot open a jar fails for good.
 */
class HttpWithoutDescriptorsIT {
    private static final String GET = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final List<String> PATHS =
            List.of("/q/health/ready", "/q/health/live", "/q/health/started", "/q/metrics", "/q/echo", "/");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} free descriptors")
    @ValueSource(ints = {1, 2})
    void testFirstRequests_areAnswered_andLaterOnesToo(int free) throws Exception {
        Needs.tool("prlimit");
        try (ServeProcess server =
                ServeProcess.start(directory.resolve("echo.sock")).awaitStarted()) {
            Set<String> jars = openJars(server);
            FewDescriptors.leave(server, free);
            for (String path : PATHS) {
                assertTrue(answer(server, path).startsWith("HTTP/1.1 "), server::output);
            }
            assertEquals("HTTP/1.1 400 Bad Request", HttpSockets.firstLine(server, "GET / HTTP/1.1\r\n\r\n"));
            FewDescriptors.leaveMany(server);
            for (String path : PATHS) {
                await().until(() -> answer(server, path).equals("HTTP/1.1 200 OK"));
            }
            assertEquals(jars, openJars(server), "a jar that was opened by a request");
            assertEquals(0, server.terminate(), server::output);
            assertFalse(server.output().contains("\tat "), server::output);
        }
    }

    private static String answer(ServeProcess server, String path) throws IOException {
        return HttpSockets.firstLine(server, GET.formatted(path));
    }

    private static Set<String> openJars(ServeProcess server) throws IOException {
        Set<String> jars = new TreeSet<>();
        for (File descriptor : new File("/proc/" + server.pid() + "/fd").listFiles()) {
            String file = descriptor.getCanonicalFile().getName();
            if (file.endsWith(".jar")) {
                jars.add(file);
            }
        }
        return jars;
    }
}
