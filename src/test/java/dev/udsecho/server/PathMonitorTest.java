package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.testing.Client;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sequence of looks, each made by the test. */
class PathMonitorTest extends ServiceTest {
    private TestService service;

    @Override
    Class<?> logged() {
        return PathMonitor.class;
    }

    @BeforeEach
    void startService() throws Exception {
        service = started();
        service.watch.start();
    }

    private void look() {
        service.ticker.tick("name-watch");
    }

    private List<String> lookAndTake() {
        look();
        return captured.take();
    }

    private String line(String predicate) {
        return "WARN Socket " + socket + " " + predicate;
    }

    private long listeners() {
        return service.ticker.tasks().stream()
                .filter("connections every PT1S"::equals)
                .count();
    }

    private void assertHealed() {
        assertEquals(List.of("healed"), captured.events());
        assertTrue(captured.take().get(0).startsWith(line("is published again (inode ")));
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_looksOnceASecond_untilStop() {
        assertTrue(service.ticker.tasks().contains("name-watch every PT1S"), service.ticker.tasks()::toString);
        service.watch.stop();
        assertFalse(service.ticker.tasks().contains("name-watch every PT1S"));
    }

    @Test
    void testStop_withoutAStart_doesNothing() {
        new PathMonitor(service.publication, service.config, service.ticker).stop();
    }

    @Test
    void testLook_atANameThatIsOurs_logsNothing() {
        assertEquals(List.of(), lookAndTake());
        assertEquals(0, service.watch.losses());
    }

    @Test
    void testLook_atAMissingName_publishesItTheSecondTime() throws Exception {
        Files.delete(socket);
        look();
        assertEquals(List.of("lost"), captured.events());
        assertEquals(List.of(line("has vanished: about to publish it anew")), captured.take());
        assertFalse(Files.exists(socket));
        assertEquals(1, service.watch.losses());
        look();
        assertHealed();
        assertEquals(1, service.watch.losses());
        assertEquals(List.of(), lookAndTake());
    }

    @Test
    void testLook_atANameThatCameBackByItself_publishesNothing() throws Exception {
        Path aside = directory.resolve("aside");
        Files.move(socket, aside);
        look();
        Files.move(aside, socket);
        captured.take();
        Object inode = Files.getAttribute(socket, "unix:ino");
        look();
        assertHealed();
        assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
    }

    @Test
    void testLook_atAForeignFile_leavesItAlone_untilItIsGone() throws Exception {
        Files.delete(socket);
        Files.writeString(socket, "precious");
        look();
        assertEquals(List.of("stolen"), captured.events());
        assertEquals(
                List.of(line("was replaced by somebody else's file: left alone until that is gone")), captured.take());
        assertEquals(List.of(), lookAndTake());
        assertEquals(List.of(), lookAndTake());
        assertEquals("precious", Files.readString(socket));
        assertEquals(1, service.watch.losses());
        Files.delete(socket);
        assertEquals(List.of(line("has vanished: about to publish it anew")), lookAndTake());
        assertEquals(1, service.watch.losses());
        look();
        assertHealed();
    }

    @Test
    void testLook_atEachLoss_countsIt() throws Exception {
        for (int loss = 1; loss <= 3; loss++) {
            Files.delete(socket);
            look();
            look();
            assertEquals(loss, service.watch.losses());
        }
    }

    @Test
    void testLook_atADirectoryThatIsNone_tellsOfItOnce_andOfTheEnd() throws Exception {
        Path aside = directory.resolveSibling(directory.getFileName() + "-aside");
        Files.move(directory, aside);
        Files.createFile(directory);
        try {
            assertEquals("", service.watch.obstacle());
            look();
            assertEquals(List.of("obstacle"), captured.events());
            String obstacle = service.watch.obstacle();
            assertFalse(obstacle.isEmpty());
            assertEquals(List.of(line("cannot be published anew: " + obstacle)), captured.take());
            assertEquals(List.of(), lookAndTake());
        } finally {
            Files.delete(directory);
            Files.move(aside, directory);
        }
        look();
        assertHealed();
        assertEquals("", service.watch.obstacle());
    }

    @Test
    void testLook_whileTheLockFileIsADirectory_tellsWhyItCannotPublish() throws Exception {
        Path lockFile = service.path.lockFile();
        Files.delete(socket);
        Files.delete(lockFile);
        Files.createDirectory(lockFile);
        look();
        captured.take();
        look();
        String obstacle = service.watch.obstacle();
        assertTrue(obstacle.contains(lockFile.toString()), obstacle);
        assertEquals(List.of(line("cannot be published anew: " + obstacle)), captured.take());
        assertEquals(List.of(), lookAndTake());
        Files.delete(lockFile);
        look();
        assertHealed();
    }

    @Test
    void testLook_thatThrows_isAnObstacle_andTheNextOneLooksAgain() {
        AtomicInteger looks = new AtomicInteger();
        PathOwner broken = new PathOwner(vertx, service.config, service.connections, service.ticker) {
            @Override
            public Standing standing() {
                throw new IllegalStateException("look " + Math.max(2, looks.incrementAndGet()));
            }
        };
        service.watch.stop();
        PathMonitor watch = new PathMonitor(broken, service.config, service.ticker);
        watch.start();
        look();
        assertEquals("java.lang.IllegalStateException: look 2", watch.obstacle());
        look();
        assertEquals(List.of("obstacle"), captured.events());
        look();
        assertEquals("java.lang.IllegalStateException: look 3", watch.obstacle());
        assertEquals(List.of("obstacle", "obstacle"), captured.events());
    }

    @Test
    void testLook_afterTheWithdrawal_tellsOfItOnce() {
        service.publication.withdraw();
        assertEquals(List.of(line("is withdrawn")), lookAndTake());
        assertEquals(List.of(), lookAndTake());
        assertEquals(0, service.watch.losses());
    }

    @Test
    void testLook_closesAListenerThatLostTheName_onceItIsIdle() throws Exception {
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, new byte[] {1});
            Files.delete(socket);
            look();
            look();
            assertEquals(2, listeners());
            look();
            assertEquals(1, Client.roundTrip(client, new byte[] {2}).length);
            assertEquals(2, listeners());
        }
        await().until(() -> service.connections.counts().active() == 0);
        look();
        assertEquals(1, listeners());
        assertTrue(Client.isServed(socket));
    }
}
