package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a successor that stands by and takes over the path when its predecessor is stopped or killed. */
class HandOffIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};
    private static final int HAND_OFFS = 50;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private Map<String, String> waiting(String time) {
        return Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_WAIT", time, "ECHO_EVENT_LOOPS", "2");
    }

    private ServeProcess successor() {
        return ServeProcess.startPlain(waiting("2m")).awaitStarted();
    }

    private static void awaitServing(ServeProcess server) {
        await().until(() -> server.output().contains("Serving on"));
    }

    @Test
    void test50HandOffsUnderFourClients_noConnectFailsAndNoByteIsWrong() throws Exception {
        ServeProcess owner = ServeProcess.startPlain(waiting("2m")).awaitStarted();
        try (BusyClients clients = BusyClients.start(socket, 4)) {
            for (int i = 0; i < HAND_OFFS; i++) {
                ServeProcess next = ServeProcess.startPlain(waiting("2m")).awaitStarted();
                try (SocketChannel held = Client.connect(socket)) {
                    assertArrayEquals(PING, Client.roundTrip(held, PING));
                    owner.beginTermination();
                    awaitServing(next);
                    byte[] sent = Client.randomBytes(1_000_000);
                    assertArrayEquals(sent, Client.finish(held, sent));
                }
                assertEquals(0, owner.awaitExit(), owner::output);
                assertTrue(owner.output().contains("Handed " + socket + " over"), owner::output);
                owner.close();
                owner = next;
            }
            assertEquals(List.of(), clients.failures());
            assertTrue(clients.served() > HAND_OFFS, () -> "only " + clients.served());
        }
        assertEquals(0, owner.terminate(), owner::output);
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        owner.close();
    }

    @Test
    void testStandby_isStartedAndReadyByItsPredecessor_andReportsIt() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = successor()) {
            assertEquals(200, standby.health("started"));
            await().until(() -> standby.health("ready") == 200);
            assertTrue(standby.healthText("ready").contains("\"role\": \"standby\""), standby.healthText("ready"));
            owner.signal("STOP");
            await().until(() -> standby.health("ready") == 503);
            owner.signal("CONT");
            await().until(() -> standby.health("ready") == 200);
            assertEquals(0, standby.terminate(), standby::output);
            assertTrue(Client.isServed(socket));
            assertEquals(0, owner.terminate(), owner::output);
            assertTrue(owner.output().contains("Withdrew " + socket), owner::output);
        }
    }

    @Test
    void testSuspendedSuccessor_doesNotBlockTheOwner_whichIsNotReadyMeanwhile() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = successor()) {
            await().until(() -> owner.health("ready") == 200);
            standby.signal("STOP");
            owner.beginTermination();
            await().until(() -> owner.health("ready") == 503);
            assertTrue(owner.healthText("ready").contains("\"role\": \"draining\""), owner.healthText("ready"));
            assertTrue(Client.isServed(socket));
            assertEquals(0, owner.awaitExit(), owner::output);
            assertTrue(owner.output().contains("Withdrew " + socket), owner::output);
            standby.signal("CONT");
            await().until(() -> Client.isServed(socket));
            assertEquals(0, standby.terminate(), standby::output);
        }
    }

    @Test
    void testPredecessorKilled_successorTakesOver() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = successor()) {
            owner.kill();
            awaitServing(standby);
            assertTrue(Client.isServed(socket));
            await().until(() -> standby.healthText("ready").contains("\"role\": \"owner\""));
            assertEquals(0, standby.terminate(), standby::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }

    @Test
    void testSuccessorWhoseTimeIsOver_exitsWith73_andTheOwnerKeepsServing() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = ServeProcess.startPlain(waiting("500ms"))) {
            assertEquals(73, standby.awaitExit(), standby::output);
            assertTrue(
                    standby.output()
                            .contains(
                                    "answers there after 500ms of waiting; stop it, or choose another path (echo.socket.path, echo.socket.wait)"),
                    standby::output);
            assertFalse(standby.output().contains("\tat "), standby::output);
            assertTrue(Client.isServed(socket));
            assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory));
            assertEquals(0, owner.terminate(), owner::output);
        }
    }

    @Test
    void testTwoSuccessors_followOneAfterTheOther() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess second = successor();
                ServeProcess third = successor()) {
            await().until(() -> third.health("ready") == 200);
            assertEquals(0, owner.terminate(), owner::output);
            await().until(() ->
                    Stream.of(second, third).anyMatch(server -> server.output().contains("Serving on")));
            ServeProcess now = second.output().contains("Serving on") ? second : third;
            ServeProcess later = now == second ? third : second;
            assertTrue(Client.isServed(socket));
            assertEquals(0, now.terminate(), now::output);
            awaitServing(later);
            assertTrue(Client.isServed(socket));
            assertEquals(0, later.terminate(), later::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }

    @Test
    void testNameTakenByAThirdServer_isUnchangedByBoth() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = successor()) {
            Path other = Files.writeString(directory.resolve("other"), "precious");
            Files.move(other, socket, StandardCopyOption.ATOMIC_MOVE);
            assertEquals(0, owner.terminate(), owner::output);
            assertEquals(73, standby.awaitExit(), standby::output);
            assertTrue(standby.output().contains("(not-a-socket)"), standby::output);
            assertEquals("precious", Files.readString(socket));
        }
    }

    @Test
    void testOwnerThatHealsMeanwhile_leavesTheSuccessorsSocketUnchanged() throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = successor()) {
            Files.delete(socket);
            Files.delete(Path.of(socket + ".lock"));
            await().until(() -> Client.isServed(socket));
            assertEquals(0, owner.terminate(), owner::output);
            awaitServing(standby);
            assertTrue(Client.isServed(socket));
            assertEquals(0, standby.terminate(), standby::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }
}
