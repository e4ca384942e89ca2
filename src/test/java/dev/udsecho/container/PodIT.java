package dev.udsecho.container;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Container;
import dev.udsecho.testing.Engine;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed manifests, played: the containers of a pod share the socket, and those of two pods through the node. */
@Tag("container")
class PodIT {
    private static final String ROUND_TRIP = "64 bytes from /run/echo/echo.sock: seq=";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private Path hostPath;

    @BeforeEach
    void prepareTheNode() throws Exception {
        Assumptions.assumeTrue(Engine.COMMAND.equals("podman"), "needs Podman, which plays pods");
        Needs.root();
        hostPath = directory.resolve("socket");
        Command prepared =
                Command.run("install", "-d", "-o", "10001", "-g", "10001", "-m", "2775", hostPath.toString());
        assertEquals(0, prepared.status(), prepared::output);
    }

    private static ObjectNode statefulSet() throws Exception {
        return Manifests.podOf(Manifests.find("kubernetes.yml", "StatefulSet", "udsecho"), "udsecho-test");
    }

    private ObjectNode daemonSet(String of, String name) throws Exception {
        return Pod.onHostPath(Manifests.podOf(Manifests.find("daemonset.yml", "DaemonSet", of), name), hostPath);
    }

    private static void awaitLog(Container container, String words, long times) {
        await().untilAsserted(() -> assertTrue(count(container, words) >= times, container::logs));
    }

    private static long count(Container container, String words) {
        return container.logs().lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void testStatefulSet_othersOfThePodAreServedAsOtherUids_andGoOnAfterARestartOfTheServer() throws Exception {
        try (Pod pod = Pod.play(statefulSet(), directory)) {
            Container server = pod.container("udsecho");
            Container prober = pod.container("prober");
            Container application = pod.container("application");
            awaitLog(prober, ROUND_TRIP, 3);
            awaitLog(application, "foo", 1);
            assertEquals("10002", prober.exec("id", "-u").output().strip());
            assertEquals("10003", application.exec("id", "-u").output().strip());
            assertEquals(0, server.stop(), server::logs);
            server.startAgain().awaitServing();
            awaitLog(prober, ROUND_TRIP, count(prober, ROUND_TRIP) + 3);
            awaitLog(application, "foo", count(application, "foo") + 1);
            assertEquals("0", prober.inspect("{{.RestartCount}}"));
            assertEquals("0", application.inspect("{{.RestartCount}}"));
        }
    }

    @Test
    void testStatefulSetOnAVolumeAsTheKubeletGivesItToTheGroup_isServedToo() throws Exception {
        Path volume = directory.resolve("of-the-group");
        Command given = Command.run("install", "-d", "-o", "0", "-g", "10001", "-m", "2777", volume.toString());
        assertEquals(0, given.status(), given::output);
        try (Pod pod = Pod.play(Pod.onHostPath(statefulSet(), volume), directory)) {
            awaitLog(pod.container("prober"), ROUND_TRIP, 1);
            assertEquals(10001, Files.getAttribute(volume.resolve("echo.sock"), "unix:gid"));
        }
    }

    @Test
    void testDaemonSet_servesAnotherPodThroughTheNodesDirectory() throws Exception {
        try (Pod server = Pod.play(daemonSet("udsecho-node", "udsecho-test-node"), directory);
                Pod client = Pod.play(daemonSet("udsecho-node-client", "udsecho-test-client"), directory)) {
            awaitLog(client.container("prober"), ROUND_TRIP, 3);
            assertEquals(
                    "10002",
                    client.container("prober").exec("id", "-u").output().strip());
            assertTrue(Files.exists(hostPath.resolve("echo.sock")), server.container("udsecho")::logs);
        }
    }

    @Test
    void testUpdateOfTheDaemonSetOnANode_successorStandsByAndTakesOver() throws Exception {
        try (Pod old = Pod.play(daemonSet("udsecho-node", "udsecho-test-node"), directory)) {
            old.container("udsecho").awaitServing();
            try (Pod next = Pod.play(daemonSet("udsecho-node", "udsecho-test-second"), directory)) {
                Container successor = next.container("udsecho");
                await().until(() -> successor.logs().contains("Standing by for /run/echo/echo.sock, for at most 10m"));
                old.container("udsecho").stop();
                await().until(() -> successor.logs().contains("Serving on /run/echo/echo.sock"));
                assertEquals(0, successor.exec("udsecho", "send", "foo").status());
            }
        }
    }

    @Test
    void testDaemonSetOnANodeThatNobodyPrepared_endsWithTheReason() throws Exception {
        hostPath = Files.createDirectory(directory.resolve("of-the-kubelet"));
        Command.run("chmod", "0755", hostPath.toString());
        ObjectNode node = daemonSet("udsecho-node", "udsecho-test-node");
        ((ObjectNode) node.path("spec")).put("restartPolicy", "Never");
        try (Pod unprepared = Pod.play(node, directory)) {
            Container refused = unprepared.container("udsecho");
            assertEquals(73, refused.awaitExit());
            assertTrue(refused.logs().contains("(denied-directory): "), refused::logs);
            assertTrue(refused.logs().contains("/run/echo (mode 0755, owner 0:0)"), refused::logs);
        }
    }

    @Test
    void testJob_clientStartsAfterItsSidecarAndEndsWithZeroAndItsFigures() throws Exception {
        ObjectNode job = Manifests.podOf(Manifests.find("job.yml", "Job", "udsecho-job"), "udsecho-test-job");
        try (Pod pod = Pod.make(Pod.withoutSidecars(job), directory)) {
            pod.container("udsecho").startAgain().awaitServing();
            Container client = pod.container("client").startAgain();
            assertEquals(0, client.awaitExit(), client::logs);
            assertTrue(client.logs().contains("10000 sent, 10000 received, 0 lost"), client::logs);
            assertTrue(client.logs().contains("round trip min "), client::logs);
            assertEquals(0, pod.container("udsecho").stop());
        }
    }
}
