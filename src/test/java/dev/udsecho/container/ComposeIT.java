package dev.udsecho.container;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Engine;
import dev.udsecho.testing.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The compose file, as a person uses it: the client's log shows round trips. */
@Tag("container")
class ComposeIT {
    private static List<String> compose(String... words) {
        List<String> command = new ArrayList<>(List.of("env", "UDSECHO_IMAGE=" + Engine.IMAGE));
        command.addAll(Engine.COMMAND.equals("docker") ? List.of("docker", "compose") : List.of("podman-compose"));
        command.addAll(List.of("--project-name", "udsecho-test", "--file", "src/main/docker/compose.yaml"));
        command.addAll(List.of(words));
        return command;
    }

    @Test
    void testUp_clientGetsRoundTripsThroughTheSharedVolume() throws Exception {
        Needs.tool(compose().get(2));
        Command up = Command.run(compose("up", "--detach"));
        assertEquals(0, up.status(), up::output);
        await().until(() ->
                Command.run(compose("logs", "client")).output().contains("64 bytes from /run/echo/echo.sock: seq=2 "));
    }

    @AfterEach
    void down() throws Exception {
        Command.run(compose("down", "--volumes"));
    }
}
