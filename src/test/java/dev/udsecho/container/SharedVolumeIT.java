package dev.udsecho.container;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Engine;
import dev.udsecho.testing.Volume;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that share the socket's directory on a volume: clients of other images and uids, and a second server. */
@Tag("container")
class SharedVolumeIT {
    private static final String NC_IMAGE = "udsecho-test-nc";

    private Volume volume;
    private Container server;

    @BeforeAll
    static void buildAnImageWithNc() throws Exception {
        Engine.build(NC_IMAGE, new File("src/test/docker/Dockerfile.nc"));
    }

    @AfterAll
    static void removeTheImage() {
        Engine.runUnchecked("rmi", NC_IMAGE);
    }

    @BeforeEach
    void serve() throws Exception {
        volume = Volume.create();
        server = Container.serve(volume.name());
    }

    @AfterEach
    void remove() throws Exception {
        server.close();
        volume.close();
    }

    private String mount(String options) {
        return "--volume=" + volume.name() + ":/run/echo" + options;
    }

    private static void assertFoo(ClientRun run) {
        assertEquals(new ClientRun(0, "foo", ""), run);
    }

    @Test
    void testCommandInsideTheServersContainer_isServed() throws Exception {
        assertFoo(server.exec("udsecho", "send", "foo"));
    }

    @Test
    void testTextBeyondAscii_comesBackAsItWas() throws Exception {
        assertEquals(new ClientRun(0, "grüße 日本", ""), server.exec("udsecho", "send", "grüße 日本"));
    }

    @Test
    void testSecondContainerOfAnotherImage_isServedThroughAReadOnlyMount() throws Exception {
        try (Container client = Container.start(NC_IMAGE, List.of(mount(":ro")), "sleep", "600")) {
            assertFoo(client.exec("sh", "-c", "printf foo | nc -N -U /run/echo/echo.sock"));
            assertFoo(client.exec("sh", "-c", "printf foo | socat -t5 - UNIX-CONNECT:/run/echo/echo.sock"));
        }
    }

    @Test
    void testClientWithAnotherUidAndTheSharedGroup_isServed() throws Exception {
        try (Container client = Container.idle(mount(":ro"), "--user=20001:20001", "--group-add=10001")) {
            assertFoo(client.exec("udsecho", "send", "foo"));
        }
    }

    @Test
    void testClientWithAnotherUidAndNoSharedGroup_isRefusedWithTheReason() throws Exception {
        try (Container client = Container.idle(mount(":ro"), "--user=20001:20001")) {
            ClientRun refused = client.exec("udsecho", "send", "foo");
            assertEquals(77, refused.status(), refused::toString);
            assertTrue(refused.problems().contains("denied-file"), refused::toString);
            assertTrue(refused.problems().contains("mode 0660, owner 10001:10001"), refused::toString);
            assertTrue(refused.problems().contains("uid 20001, gid 20001"), refused::toString);
        }
    }

    @Test
    void testFiftyMillionBytesThroughTheVolume_comeBackExactly() throws Exception {
        try (Container client = Container.idle(mount(":ro"))) {
            ClientRun compared = client.exec(
                    "sh",
                    "-c",
                    "head -c 50000000 /dev/urandom > /tmp/in && udsecho send - < /tmp/in > /tmp/out"
                            + " && cmp /tmp/in /tmp/out && stat -c %s /tmp/out");
            assertEquals(new ClientRun(0, "50000000\n", ""), compared);
        }
    }

    @Test
    void testSecondServer_isRefusedThoughBothAreProcessOne_andTakesOverAfterTheFirstWasKilled() throws Exception {
        List<String> options = List.of(mount(""), "--tmpfs=/tmp");
        try (Container second = Container.start(Engine.IMAGE, options)) {
            assertEquals(73, second.awaitExit(), second::logs);
            assertTrue(
                    second.logs().contains("cannot serve on /run/echo/echo.sock (in-use): a live server"),
                    second::logs);
            assertFoo(server.exec("udsecho", "send", "foo"));
            server.signal("KILL");
            assertEquals(137, server.awaitExit());
            second.startAgain().awaitServing();
            assertFoo(second.exec("udsecho", "send", "foo"));
            assertTrue(second.logs().contains("Replacing the stale socket at /run/echo/echo.sock"), second::logs);
        }
    }

    @Test
    void testServerOfAnotherUidInTheGroup_takesOverAfterTheFirstWasKilled() throws Exception {
        server.signal("KILL");
        server.awaitExit();
        try (Container next = Container.serve(volume.name(), "--user=20001:10001")) {
            assertFoo(next.exec("udsecho", "send", "foo"));
        }
    }

    @Test
    void testSuccessor_standsByAndTakesOver_whileNoClientMeetsAFailure() throws Exception {
        try (Container successor = Container.serve(volume.name(), "--env=ECHO_SOCKET_WAIT=2m");
                Container client = Container.start(
                        Engine.IMAGE,
                        List.of(mount(":ro"), "--tmpfs=/tmp"),
                        "ping",
                        "--interval=5ms",
                        "--count=1000")) {
            await().until(() -> successor.logs().contains("Standing by for /run/echo/echo.sock"));
            await().until(() -> client.logs().contains("seq=100 "));
            assertEquals(0, server.stop(), server::logs);
            assertTrue(server.logs().contains("Handed /run/echo/echo.sock over"), server::logs);
            await().until(() -> successor.logs().contains("Serving on"));
            assertEquals(0, client.awaitExit(), client::logs);
            assertTrue(client.logs().contains("1000 sent, 1000 received, 0 lost"), client::logs);
            assertFoo(successor.exec("udsecho", "send", "foo"));
        }
    }

    @Test
    void testServersRestart_clientsOfTheDirectoryGoOn() throws Exception {
        try (Container client = Container.idle(mount(":ro"))) {
            assertFoo(client.exec("udsecho", "send", "foo"));
            assertEquals(0, server.stop());
            assertEquals(66, client.exec("udsecho", "send", "foo").status());
            server.startAgain().awaitServing();
            assertFoo(client.exec("udsecho", "send", "foo"));
        }
    }
}
