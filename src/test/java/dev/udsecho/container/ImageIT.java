package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Engine;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image by itself: what starts, as whom, with which facts about it, and that it ends when it is told to. */
@Tag("container")
class ImageIT {
    private static final int MOST_KILOBYTES = 150_000;

    private static ClientRun run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--no-healthcheck", Engine.IMAGE));
        command.addAll(List.of(words));
        return Engine.run(command);
    }

    private static String image(String template) throws Exception {
        return Engine.ask("image", "inspect", "--format", template, Engine.IMAGE);
    }

    @Test
    void testNoWord_servesAsProcessOneAndEndsWithZeroAndNoSocketWhenStopped() throws Exception {
        try (Container server =
                Container.start(Engine.IMAGE, Container.HARDENED).awaitServing()) {
            assertTrue(server.exec("cat", "/proc/1/cmdline").output().startsWith("/opt/udsecho/jvm/bin/java\0"));
            assertEquals(0, server.stop(), server::logs);
            assertTrue(server.logs().contains("Withdrew /run/echo/echo.sock"), server::logs);
            assertEquals("0", server.inspect("{{.State.ExitCode}}"));
        }
    }

    @Test
    void testWords_goToTheProgram() throws Exception {
        ClientRun version = run("--version");
        assertEquals(0, version.status(), version::toString);
        assertEquals(Engine.IMAGE, "localhost/" + version.output().strip().replace(' ', ':'));
        ClientRun refused = run("send", "foo");
        assertEquals(66, refused.status(), refused::toString);
        assertEquals("", refused.output());
        assertEquals(64, run("serve", "-Decho.socket.mode=rw").status());
    }

    @Test
    void testConfig_namesUserPathPortAndVolume() throws Exception {
        assertEquals("10001:10001", image("{{.Config.User}}"));
        assertEquals("[udsecho]", image("{{.Config.Entrypoint}}"));
        String variables = image("{{json .Config.Env}}");
        assertTrue(variables.contains("\"ECHO_SOCKET_PATH=/run/echo/echo.sock\""), variables);
        assertTrue(variables.contains("\"QUARKUS_HTTP_HOST=0.0.0.0\""), variables);
        assertTrue(image("{{json .Config.ExposedPorts}}").contains("\"9808/tcp\""));
        assertTrue(image("{{json .Config.Volumes}}").contains("\"/run/echo\""));
    }

    @Test
    void testLabels_sayWhatItIsAndWhereItCameFrom() throws Exception {
        assertEquals("Apache-2.0", label("licenses"));
        assertEquals(Engine.IMAGE, "localhost/" + label("title") + ":" + label("version"));
        String head = Files.exists(Path.of(".git"))
                ? Command.run("git", "rev-parse", "HEAD").output().strip()
                : "unknown";
        assertEquals(head, label("revision"));
        assertTrue(label("source").matches("[a-z+]+://.+|[^/]+:.+"), label("source"));
        assertFalse(label("source").matches(".*//.*@.*"), label("source"));
    }

    private static String label(String name) throws Exception {
        return image("{{index .Config.Labels \"org.opencontainers.image." + name + "\"}}");
    }

    @Test
    void testDockerfileByItself_takesTheProjectsVersion() throws Exception {
        String version = Engine.IMAGE.split(":")[1];
        assertTrue(Files.readString(Path.of("src/main/docker/Dockerfile.jvm"))
                .contains("\nARG VERSION=" + version + "\n"));
    }

    @Test
    void testHealthCheck_isZeroOnlyWhileTheServiceAnswers() throws Exception {
        String[] check =
                image("{{range .Config.Healthcheck.Test}}{{.}} {{end}}").split(" ");
        assertEquals("CMD", check[0]);
        String[] command = Arrays.copyOfRange(check, 1, check.length);
        try (Container server =
                        Container.start(Engine.IMAGE, Container.HARDENED).awaitServing();
                Container idle = Container.idle()) {
            assertEquals(0, server.exec(command).status());
            assertEquals(66, idle.exec(command).status());
            String foreign = "rm /run/echo/echo.sock && touch /run/echo/echo.sock";
            assertEquals(0, server.exec("sh", "-c", foreign).status());
            assertEquals(65, server.exec(command).status());
        }
    }

    @Test
    void testHealth_isReachedFromOutsideTheContainer() throws Exception {
        try (Container server = Container.start(Engine.IMAGE, List.of("--publish=127.0.0.1::9808"))
                .awaitServing()) {
            String port = server.inspect("{{(index (index .NetworkSettings.Ports \"9808/tcp\") 0).HostPort}}");
            RestAssured.get("http://127.0.0.1:" + port + "/q/health/ready")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void testCaches_areUsedByServiceAndClient() throws Exception {
        String loadLog = "--env=JAVA_OPTS_APPEND=-Xlog:class+load:stderr";
        try (Container server = Container.start(Engine.IMAGE, List.of(loadLog)).awaitServing()) {
            assertFromCache("dev.udsecho.ServerLifecycle", server.logs());
            String send = server.exec("udsecho", "send", "foo").problems();
            assertFromCache("dev.udsecho.cli.SendCommand", send);
            assertFromCache("dev.udsecho.client.EchoClient", send);
            assertFromCache("picocli.CommandLine", send);
            String check = server.exec("udsecho", "check").problems();
            assertFromCache("dev.udsecho.client.PathCheck", check);
            assertEquals(List.of(), notInCache(send));
            assertEquals(List.of(), notInCache(check));
        }
    }

    /** Returns the classes that were read from jars, or created for annotations. */
    private static List<String> notInCache(String log) {
        return log.lines()
                .filter(line -> line.contains(" source: file:") || line.contains("__dynamic_proxy__"))
                .toList();
    }

    private static void assertFromCache(String type, String log) {
        assertTrue(log.lines().anyMatch(line -> line.contains(" " + type + " source: shared objects file")), log);
    }

    @Test
    void testWhatItAddsToItsBase_isBounded() throws Exception {
        try (Container idle = Container.idle()) {
            String size = idle.exec("du", "-s", "--apparent-size", "--block-size=1000", "/opt/udsecho")
                    .output()
                    .split("\t")[0];
            assertTrue(Integer.parseInt(size) <= MOST_KILOBYTES, size);
        }
    }
}
