package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Errno;
import dev.udsecho.os.PeerIds;
import dev.udsecho.server.TestService;
import dev.udsecho.testing.Client;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeSocketTest {
    private static final int UNREAD = 4096;
    private static final int SEND_BUFFER = 32 * 1024;

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
            await(without.close());
        }
    }

    @Test
    void testTransportException_givesTheInnermostReason() {
        Throwable reason = new IOException("libnetty.so: no such file");
        Throwable loaded = new IllegalStateException("failed to load", new IllegalStateException(reason));
        String message = new NativeTransportException(loaded).getMessage();
        assertTrue(message.contains(" (libnetty.so: no such file);"), message);
        String unnamed = new NativeTransportException(new UnsatisfiedLinkError()).getMessage();
        assertTrue(unnamed.contains(" (java.lang.UnsatisfiedLinkError);"), unnamed);
    }

    @Test
    void testRequireTransport_acceptsOneWithIt() throws Exception {
        NativeSocket.requireTransport(TestService.vertx());
    }

    /**
     * Does something to an accepted socket that has unread bytes, and checks what its client sees. The event loop does
     * not read them, as it runs this action.
     */
    private static void onAccepted(Path name, Consumer<NetSocket> action, Check seen) throws Exception {
        CompletableFuture<NetSocket> accepted = new CompletableFuture<>();
        NetServer server = TestService.vertx().createNetServer().connectHandler(accepted::complete);
        await(server.listen(SocketAddress.domainSocketAddress(name.toString())));
        try (SocketChannel client = Client.connect(name)) {
            NetSocket socket = accepted.get();
            ChannelInternals.context(socket)
                    .executor()
                    .submit(() -> {
                        client.write(ByteBuffer.allocate(UNREAD));
                        action.accept(socket);
                        return null;
                    })
                    .get();
            seen.check(client);
        } finally {
            await(server.close());
        }
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get();
    }

    /** A check of the client's side. */
    private interface Check {
        void check(SocketChannel channel) throws IOException;
    }

    @Test
    void testRefuse_withUnreadBytes_isAnEndOfTheStream(@TempDir Path directory) throws Exception {
        onAccepted(
                directory.resolve("echo.sock"),
                socket -> new NativeSocket(socket).refuse(),
                client -> assertEquals(0, Client.readToEnd(client).length));
    }

    @Test
    void testAbort_withUnreadBytes_isAReset(@TempDir Path directory) throws Exception {
        onAccepted(
                directory.resolve("echo.sock"),
                socket -> new NativeSocket(socket).abort(),
                client -> assertThrows(IOException.class, () -> Client.readToEnd(client)));
    }

    @Test
    void testLimitSendBuffer_isTheKernelsSize(@TempDir Path directory) throws Exception {
        AtomicInteger size = new AtomicInteger();
        onAccepted(
                directory.resolve("echo.sock"),
                socket -> {
                    new NativeSocket(socket).limitSendBuffer(SEND_BUFFER);
                    size.set(assertDoesNotThrow(() -> ChannelInternals.descriptor(
                                    ChannelInternals.context(socket).channel())
                            .getSendBufferSize()));
                },
                client -> assertEquals(SEND_BUFFER, size.get()));
    }

    @Test
    void testPeer_isThisProcess(@TempDir Path directory) throws Exception {
        AtomicReference<PeerIds> peer = new AtomicReference<>();
        onAccepted(
                directory.resolve("echo.sock"),
                socket -> peer.set(new NativeSocket(socket).knownPeer().orElseThrow()),
                client -> assertEquals(ProcessHandle.current().pid(), peer.get().pid()));
    }
}
