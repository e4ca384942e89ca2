package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.server.TestService;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeSocketTest {
    private static final int EADDRINUSE = 98;

    /** Loads the native code, which only Epoll does. */
    @BeforeAll
    static void loadNativeCode() {
        Epoll.ensureAvailability();
    }

    @Test
    void testErrno_isThatOfTheSystemCall_howeverDeepItIs() {
        IOException call = Errors.newIOException("bind", -EADDRINUSE);
        assertEquals(OptionalInt.of(EADDRINUSE), NativeSocket.errno(call));
        assertEquals(OptionalInt.of(EADDRINUSE), NativeSocket.errno(new IllegalStateException(new IOException(call))));
    }

    @Test
    void testErrno_isEmpty_whereNoSystemCallFailed() {
        assertEquals(OptionalInt.empty(), NativeSocket.errno(new IOException(new IllegalStateException())));
    }

    @Test
    void testTransport_isEpoll_onLinux() {
        assertEquals("epoll", NativeSocket.transport());
    }

    @Test
    void testRequireTransport_refusesAVertxWithoutIt() throws Exception {
        Vertx without = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
        try {
            String refusal = assertThrows(NativeTransportMissing.class, () -> NativeSocket.requireTransport(without))
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
