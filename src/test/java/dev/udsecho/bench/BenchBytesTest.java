package dev.udsecho.bench;

import static dev.udsecho.bench.Loads.SHORT;
import static dev.udsecho.bench.Loads.TIMEOUT;
import static dev.udsecho.bench.Loads.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.bench.load.Load;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.PlainServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests the load on servers that answer with other bytes than were sent. */
class BenchBytesTest extends SocketBenchTest {
    private CountingEcho echo;

    @Test
    void testRun_alteredByte_withVerify_isDetected() throws Exception {
        AtomicLong reads = new AtomicLong();
        echo = new CountingEcho(socket, read -> {
            if (reads.incrementAndGet() == 50) {
                read.put(13, (byte) ~read.get(13));
            }
        });
        EndpointStats figures = run(load(Load.Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.ALTERED, figures.failures().first().orElseThrow().cause());
        assertTrue(figures.failures().first().orElseThrow().words().contains("at offset " + (49 * 64 + 13)));
        assertEquals(1, figures.failures().total());
        assertTrue(figures.operations() > 50, "it goes on");
    }

    @Test
    void testRun_alteredByte_withoutVerify_isNotDetected() throws Exception {
        echo = new CountingEcho(socket, read -> read.put(0, (byte) ~read.get(0)));
        EndpointStats figures =
                run(new Load(Load.Mode.PINGPONG, 1, 1, 64, Optional.empty(), SHORT, Duration.ZERO, TIMEOUT, false));
        assertEquals(0, figures.failures().total());
        assertTrue(figures.operations() > 0);
    }

    @Test
    void testRun_unsentBytes_areAlwaysDetected() throws Exception {
        new PlainServer(socket, accepted -> {
            accepted.read(ByteBuffer.allocate(100));
            accepted.write(ByteBuffer.allocate(65));
            accepted.read(ByteBuffer.allocate(100));
        });
        EndpointStats figures =
                run(new Load(Load.Mode.PINGPONG, 1, 1, 64, Optional.empty(), SHORT, Duration.ZERO, TIMEOUT, false));
        assertEquals(Cause.ALTERED, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_bytesOfAnotherConnection_areDetected() throws Exception {
        ByteBuffer other = ByteBuffer.allocate(64);
        AtomicBoolean kept = new AtomicBoolean();
        echo = new CountingEcho(socket, read -> {
            synchronized (other) {
                if (!kept.getAndSet(true)) {
                    other.put(read.duplicate().limit(64)).flip();
                } else {
                    read.duplicate().put(other.duplicate());
                }
            }
        });
        assertEquals(
                Cause.ALTERED,
                run(load(Load.Mode.PINGPONG, 2, 1, 64))
                        .failures()
                        .first()
                        .orElseThrow()
                        .cause());
    }

    @Test
    void testRun_anotherProtocol_isNamed() throws Exception {
        new PlainServer(socket, accepted -> {
            accepted.read(ByteBuffer.allocate(100));
            accepted.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
        });
        EndpointStats figures = run(load(Load.Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.NOT_ECHO, figures.failures().first().orElseThrow().cause());
        assertEquals(0, figures.operations());
    }
}
