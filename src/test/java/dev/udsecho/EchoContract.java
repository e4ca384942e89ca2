package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every udsecho, in process or packaged: each byte is returned once, in order. */
public interface EchoContract {
    /** Returns the published path of a ready server. */
    Path socket();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 3_000_000, 33_554_433})
    default void halfClosingClientGetsEverythingBack_readAtOnce(int size) throws Exception {
        byte[] sent = Client.randomBytes(size);
        assertArrayEquals(sent, Client.exchange(socket(), sent));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 3_000_000, 33_554_433})
    default void halfClosingClientGetsEverythingBack_readLate(int size) throws Exception {
        byte[] sent = Client.randomBytes(size);
        assertArrayEquals(sent, Client.exchange(socket(), sent, 1));
    }

    @Test
    default void twoHundredClientsAtOnce_eachGetsItsOwnBytes() throws Exception {
        Random random = new Random(200);
        ExecutorService clients = Executors.newFixedThreadPool(200);
        try {
            List<Future<Void>> exchanges = new ArrayList<>();
            for (int client = 0; client < 200; client++) {
                byte[] sent = Client.randomBytes(random.nextInt(500_000));
                exchanges.add(clients.submit(() -> {
                    assertArrayEquals(sent, Client.exchange(socket(), sent));
                    return null;
                }));
            }
            for (Future<Void> exchange : exchanges) {
                exchange.get(4, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    default void conversation_isAnsweredWhileTheConnectionStaysOpen() throws Exception {
        try (SocketChannel channel = Client.connect(socket())) {
            for (int turn = 0; turn < 1000; turn++) {
                byte[] line = ("line " + turn + "\n").getBytes(StandardCharsets.US_ASCII);
                assertArrayEquals(line, Client.roundTrip(channel, line));
            }
        }
    }

    @Test
    default void clientThatNeverReads_isPausedAndAffectsNoOtherClient() throws Exception {
        try (SocketChannel mute = Client.connect(socket())) {
            mute.configureBlocking(false);
            ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
            long taken = 0;
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() < patience) {
                taken += mute.write(chunk.clear());
            }
            assertTrue(taken < 4_000_000, "the server took " + taken + " bytes of a client that reads none");
            assertTrue(Client.isServed(socket()));
        }
    }

    @Test
    default void abruptClose_leavesOtherClientsServed() throws Exception {
        try (SocketChannel other = Client.connect(socket())) {
            for (int client = 0; client < 50; client++) {
                try (SocketChannel rude = Client.connect(socket())) {
                    rude.configureBlocking(false);
                    rude.write(ByteBuffer.wrap(Client.randomBytes(1_000_000)));
                }
            }
            byte[] sent = Client.randomBytes(1000);
            assertArrayEquals(sent, Client.roundTrip(other, sent));
        }
    }

    @Test
    default void clientThatShutsDownItsReadingSide_leavesOtherClientsServed() throws Exception {
        try (SocketChannel deaf = Client.connect(socket())) {
            deaf.shutdownInput();
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    deaf.write(ByteBuffer.wrap(Client.randomBytes(1000)));
                }
            });
        }
        assertTrue(Client.isServed(socket()));
    }

    @Test
    default void socketFile_isASocketWithTheDefaultMode() throws Exception {
        assertEquals(0140660, Files.getAttribute(socket(), "unix:mode"));
    }
}
