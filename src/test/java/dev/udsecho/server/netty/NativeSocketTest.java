package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Errno;
import dev.udsecho.server.TestService;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeSocketTest {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    /** Loads the native code, which only Epoll does. */
    @BeforeAll
    static void loadNativeCode() {
        Epoll.ensureAvailability();
    }

    /** The owner of a path explains a failed bind by the words of its library. */
    @Test
    void testBindFailure_isRecognisedByNettysWords() {
        assertEquals(Errno.EPERM, Errno.of(Errors.newIOException("bind", -EPERM)));
        assertEquals(Errno.ENOSYS, Errno.of(Errors.newIOException("bind", -ENOSYS)));
        assertEquals(Errno.EOPNOTSUPP, Errno.of(Errors.newIOException("bind", -EOPNOTSUPP)));
    }

    @Test
    void testTransport_isEpoll_onLinux() {
        assertEquals("epoll", NativeSocket.transport());
    }

    @Test
    void testRequireTransport_refusesAVertxWithoutIt() throws Exception {
        Vertx without = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
        try {
            String refusal = assertThrows(NativeTransportException.class, () -> NativeSocket.requireTransport(without))
                    .getMessage();
            assertTrue(refusal.contains("(no reason given)"), refusal);
        } finally {
            without.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void testRequireTransport_acceptsOneWithIt() throws Exception {
        NativeSocket.requireTransport(TestService.vertx());
    }
}
