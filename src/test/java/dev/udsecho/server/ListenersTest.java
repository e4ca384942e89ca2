package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Needs;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The drain: whom it waits for, how long, and what it cuts. */
class ListenersTest extends ServiceTest {
    private static final byte[] ONE = {1};
    private static final int MOST_TRIES = 9;
    private static final int MOST_FILES = 2000;
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    @Override
    Class<?> logged() {
        return Listeners.class;
    }

    private static void drain(TestService service) {
        service.publication.drain(service.ticker.nanos() + DRAIN.toNanos());
    }

    @Test
    void testDrain_withoutConnections_waitsForOneQuietTenth() throws Exception {
        TestService service = started();
        drain(service);
        assertEquals(List.of(QUIET), service.ticker.pauses());
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testDrain_waitsUntilTheLastConnectionEnds() throws Exception {
        TestService service = started();
        SocketChannel client = Client.connect(socket);
        Client.roundTrip(client, ONE);
        service.ticker.onPause(count -> {
            if (count == 3) {
                close(client);
                awaitNone(service);
            }
        });
        drain(service);
        assertEquals(List.of(LOOK, LOOK, LOOK, QUIET), service.ticker.pauses());
        assertEquals(List.of(), captured.take());
        assertEquals(1, service.connections.counts().closed(CloseReason.CLIENT));
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitNone(TestService service) {
        await().until(() -> service.connections.counts().active() == 0);
    }

    @Test
    void testDrain_servesWhatComesInTheQuietTime_andIsQuietOnceMore() throws Exception {
        TestService service = started();
        service.ticker.onPause(count -> {
            if (count == 1) {
                assertTrue(Client.isServed(socket));
                awaitNone(service);
            }
        });
        drain(service);
        assertEquals(List.of(QUIET, LOOK, QUIET), service.ticker.pauses());
    }

    @Test
    void testDrain_cutsAtTheDeadline_andWhatCameIsAnswered() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            service.ticker.onPause(count -> Ticker.SYSTEM.pause(count > 500 ? LOOK : Duration.ZERO));
            drain(service);
            assertEquals(Collections.nCopies(500, LOOK), service.ticker.pauses().subList(0, 500));
            assertEquals(List.of("INFO Ending 1 connections that are still open"), captured.take());
            assertEquals(0, Client.readToEnd(client).length);
            assertEquals(1, service.connections.counts().closed(CloseReason.DRAIN));
        }
    }

    @Test
    void testDrain_leavesAfterHalfASecond_whoDoesNotRead() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            client.configureBlocking(false);
            ByteBuffer lots = ByteBuffer.allocate(3_000_000);
            while (service.publication.busiest(1).stream().noneMatch(open -> open.waiting() > 0)) {
                client.write(lots);
            }
            service.ticker.onPause(count -> {});
            drain(service);
            assertEquals(500 + 50, service.ticker.pauses().size());
            assertEquals(1, service.connections.counts().active());
            service.publication.close();
            awaitNone(service);
            assertEquals(1, service.connections.counts().closed(CloseReason.DRAIN));
        }
    }

    @Test
    void testClose_endsTheListener_itsTask_andItsConnections() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            service.publication.close();
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertEquals(List.of(), service.ticker.tasks());
        assertEquals(List.of(), service.publication.eventLoops());
        assertThrows(IOException.class, () -> Client.connect(socket));
    }

    @Test
    void testBusiest_isOfAllListeners() throws Exception {
        TestService service = started();
        try (SocketChannel first = Client.connect(socket)) {
            Client.roundTrip(first, new byte[3]);
            Files.delete(socket);
            service.publication.heal();
            try (SocketChannel second = Client.connect(socket)) {
                Client.roundTrip(second, new byte[5]);
                assertEquals(
                        List.of(10L, 6L),
                        service.publication.busiest(9).stream()
                                .map(ConnectionSnapshot::traffic)
                                .toList());
                assertEquals(1, service.publication.busiest(1).size());
            }
        }
    }

    @Test
    void testHeal_afterAFormerListenersNameCameBack_closedMeanwhile_replacesIt() throws Exception {
        TestService service = started();
        Path aside = Files.move(socket, directory.resolve("aside"));
        service.publication.heal();
        service.publication.closeIdle();
        Files.move(aside, socket, StandardCopyOption.REPLACE_EXISTING);
        service.publication.heal();
        assertEquals(Standing.OURS, service.publication.standing());
        assertTrue(Client.isServed(socket));
    }

    /** Some file systems, such as ext4, give the lowest number that is free, others count on. */
    @Test
    void testHeal_afterAForeignSocketGotAClosedListenersInodeNumber_leavesIt() throws Exception {
        Needs.fileSystemThatGivesInodeNumbersAgain(directory);
        TestService service = started();
        Object number = Files.getAttribute(socket, "unix:ino");
        Optional<Path> foreign = Optional.empty();
        for (int tries = 0; tries < MOST_TRIES && foreign.isEmpty(); tries++) {
            number = Files.getAttribute(socket, "unix:ino");
            Files.delete(socket);
            service.publication.heal();
            service.publication.closeIdle();
            foreign = deadSocketWithInode(number);
        }
        Files.delete(socket);
        Files.move(foreign.orElseThrow(), socket);
        service.publication.heal();
        assertEquals(number, Files.getAttribute(socket, "unix:ino"));
        assertFalse(Client.isServed(socket));
    }

    /** Nothing if another process was given the number. */
    private Optional<Path> deadSocketWithInode(Object number) throws IOException {
        for (int file = 0; file < MOST_FILES; file++) {
            Path name = Files.createTempFile(directory, "foreign", "");
            Files.delete(name);
            try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                foreign.bind(UnixDomainSocketAddress.of(name));
            }
            if (number.equals(Files.getAttribute(name, "unix:ino"))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
