package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.AbsentDirectory;
import dev.udsecho.testing.Client;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the sequence of checks, each of which the test triggers. */
class PathMonitorTest extends OwnedServerTest {
    private OwnedServer server;

    @BeforeEach
    void startService() throws Exception {
        server = started();
        server.monitor.start();
    }

    private void check() {
        server.ticker.tick("path-monitor");
    }

    private List<String> checkAndTake() {
        check();
        return server.events.take();
    }

    private String line(String predicate) {
        return "PROBLEM Socket " + socket + " " + predicate;
    }

    private void assertHealed() {
        assertEquals(List.of(Kind.HEALED), server.events.kinds());
        assertEquals(List.of(line("is published again")), server.events.take());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_checksOnceASecond_untilStop() {
        assertEquals(List.of("path-monitor every PT1S"), server.ticker.tasks());
        server.monitor.stop();
        assertEquals(List.of(), server.ticker.tasks());
    }

    @Test
    void testStop_withoutAStart_doesNothing() {
        new PathMonitor(server.settings, server.publication).stop();
    }

    @Test
    void testCheck_ourName_logsNothing() {
        assertEquals(List.of(), checkAndTake());
        assertEquals(0, server.monitor.losses());
    }

    @Test
    void testCheck_missingName_isPublishedTheSecondTime() throws Exception {
        Files.delete(socket);
        check();
        assertEquals(List.of(Kind.LOST), server.events.kinds());
        assertEquals(List.of(line("has vanished: about to publish it again")), server.events.take());
        assertFalse(Files.exists(socket));
        assertEquals(1, server.monitor.losses());
        check();
        assertHealed();
        assertEquals(1, server.monitor.losses());
        assertEquals(List.of(), checkAndTake());
    }

    @Test
    void testCheck_nameThatIsBack_publishesNothing() throws Exception {
        Path aside = directory.resolve("aside");
        Files.move(socket, aside);
        check();
        Files.move(aside, socket);
        server.events.take();
        Object inode = Files.getAttribute(socket, "unix:ino");
        check();
        assertHealed();
        assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
    }

    @Test
    void testCheck_foreignFile_isUnchanged_untilItIsRemoved() throws Exception {
        Files.delete(socket);
        Files.writeString(socket, "precious");
        check();
        assertEquals(List.of(Kind.STOLEN), server.events.kinds());
        assertEquals(
                List.of(line("was replaced by a foreign file: left alone until that file is removed")),
                server.events.take());
        assertEquals(List.of(), checkAndTake());
        assertEquals(List.of(), checkAndTake());
        assertEquals("precious", Files.readString(socket));
        assertEquals(1, server.monitor.losses());
        Files.delete(socket);
        assertEquals(List.of(line("has vanished: about to publish it again")), checkAndTake());
        assertEquals(1, server.monitor.losses());
        check();
        assertHealed();
    }

    @Test
    void testCheck_eachLoss_isCounted() throws Exception {
        for (int loss = 1; loss <= 3; loss++) {
            Files.delete(socket);
            check();
            check();
            assertEquals(loss, server.monitor.losses());
        }
    }

    @Test
    void testCheck_directoryThatIsNone_isReportedOnce_andItsEndToo() throws Exception {
        AbsentDirectory.during(directory, () -> {
            assertEquals("", server.monitor.obstacle());
            check();
            assertEquals(List.of(Kind.OBSTACLE), server.events.kinds());
            String obstacle = server.monitor.obstacle();
            assertFalse(obstacle.isEmpty());
            assertEquals(List.of(line("cannot be published again: " + obstacle)), server.events.take());
            assertEquals(List.of(), checkAndTake());
        });
        check();
        assertHealed();
        assertEquals("", server.monitor.obstacle());
    }

    @Test
    void testCheck_lockFileIsADirectory_reportsWhyItCannotPublish() throws Exception {
        Path lockFile = server.path.lockFile();
        Files.delete(socket);
        Files.delete(lockFile);
        Files.createDirectory(lockFile);
        check();
        server.events.take();
        check();
        String obstacle = server.monitor.obstacle();
        assertTrue(obstacle.contains(lockFile.toString()), obstacle);
        assertEquals(List.of(line("cannot be published again: " + obstacle)), server.events.take());
        assertEquals(List.of(), checkAndTake());
        Files.delete(lockFile);
        check();
        assertHealed();
    }

    @Test
    void testCheck_thatThrows_isAnObstacle_andTheNextOneRuns() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Publication broken = new Publication(server.settings, name -> new JdkEchoServer(name) {
            @Override
            public boolean isIdle() {
                throw new IllegalStateException("look " + Math.max(2, looks.incrementAndGet()));
            }
        });
        server.close();
        broken.claim();
        broken.publish();
        Files.delete(socket);
        broken.heal();
        server.events.take();
        PathMonitor watch = new PathMonitor(server.settings, broken);
        watch.start();
        check();
        assertEquals("java.lang.IllegalStateException: look 2", watch.obstacle());
        check();
        assertEquals(List.of(Kind.OBSTACLE), server.events.kinds());
        check();
        assertEquals("java.lang.IllegalStateException: look 3", watch.obstacle());
        assertEquals(List.of(Kind.OBSTACLE, Kind.OBSTACLE), server.events.kinds());
        broken.withdraw();
        broken.close();
    }

    /** Waits for the limit of a check, which is a sixth of the usual one here. */
    @Test
    void testCheck_thatDoesNotReturn_isOneEvent_andItsReturnAnother() throws Exception {
        server.monitor.stop();
        new PathMonitor(server.settings, server.publication, Duration.ofMillis(500)).start();
        CountDownLatch answers = new CountDownLatch(1);
        server.onBind(() -> assertDoesNotThrow(() -> answers.await()));
        Files.delete(socket);
        check();
        server.events.take();
        assertEquals(List.of(line("is not monitored: its file system does not answer within 500ms")), checkAndTake());
        assertEquals(List.of(), checkAndTake());
        answers.countDown();
        await().until(() -> {
            check();
            return server.events.kinds().contains(Kind.ANSWERED);
        });
        assertEquals(
                List.of(line("is published again"), line("is monitored again: its file system answers")),
                server.events.take());
        assertEquals(List.of(), checkAndTake());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testCheck_afterTheWithdrawal_reportsItOnce() {
        server.publication.withdraw();
        server.events.take();
        assertEquals(List.of("EVENT Socket " + socket + " is withdrawn"), checkAndTake());
        assertEquals(List.of(), checkAndTake());
        assertEquals(0, server.monitor.losses());
    }

    @Test
    void testCheck_idleListenerThatLostTheName_isClosed() throws Exception {
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[] {1});
            Files.delete(socket);
            check();
            check();
            assertEquals(2, server.openServers());
            check();
            assertEquals(1, Client.roundTrip(client, new byte[] {2}).length);
            assertEquals(2, server.openServers());
        }
        await().until(() -> server.connections() == 0);
        check();
        assertEquals(1, server.openServers());
        assertTrue(Client.isServed(socket));
    }
}
