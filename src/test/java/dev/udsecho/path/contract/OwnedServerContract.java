package dev.udsecho.path.contract;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.ListenerFactory;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.path.owner.Role;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of a path owner for any server. The test of each server implements two methods. */
interface OwnedServerContract {
    /** Returns a factory that binds a new server of the kind under test. */
    ListenerFactory factory();

    /**
     * Returns whether the server answers a client that connects.
     *
     * @throws IOException if the client cannot connect, or its connection fails
     */
    boolean isAnswered(Path socket) throws IOException;

    private static PathOwner.Builder owner(Path socket) {
        return PathOwner.of(new SocketPath(socket)).permissions(FileMode.of("0660"));
    }

    private void assertRefused(Cause cause, Path socket) {
        SocketPathException refused =
                assertThrows(SocketPathException.class, () -> owner(socket).start(factory()));
        assertEquals(cause, refused.reason());
    }

    @Test
    default void testForeignFile_isRefusedAndUntouched(@TempDir Path directory) throws Exception {
        Path socket = Files.writeString(directory.resolve("app.sock"), "precious");
        assertRefused(Cause.NOT_A_SOCKET, socket);
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    default void testLiveServer_isRefusedAndUntouched(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        try (PathOwner live = owner(socket).start(factory())) {
            assertRefused(Cause.IN_USE, socket);
            assertEquals(Role.OWNER, live.role());
            assertTrue(isAnswered(socket));
        }
    }

    @Test
    default void testDeadSocket_isReplaced(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        try (PathOwner owner = owner(socket).start(factory())) {
            assertEquals(Role.OWNER, owner.role());
            assertTrue(isAnswered(socket));
        }
    }

    @Test
    default void testClients_cannotConnectBeforeTheMode(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        ListenerFactory checked = name -> {
            assertEquals("rwx------", Listing.permissions(name.getParent()));
            assertFalse(Files.exists(socket));
            return factory().bind(name);
        };
        FirstSight sight = FirstSight.of(socket);
        try (PathOwner owner = owner(socket).permissions(FileMode.of("0620")).start(checked)) {
            assertEquals("rw--w----", sight.permissions());
            assertEquals(Role.OWNER, owner.role());
        }
    }

    @Test
    default void testLostName_comesBack(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        BlockingQueue<PathEvent.Kind> events = new LinkedBlockingQueue<>();
        try (PathOwner owner =
                owner(socket).onEvent(event -> events.add(event.kind())).start(factory())) {
            Files.delete(socket);
            await().until(() -> events.contains(PathEvent.Kind.HEALED));
            assertTrue(isAnswered(socket));
            assertEquals(1, owner.losses());
        }
    }

    @Test
    default void testStolenName_isUnchanged(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        BlockingQueue<PathEvent.Kind> events = new LinkedBlockingQueue<>();
        PathOwner owner =
                owner(socket).onEvent(event -> events.add(event.kind())).start(factory());
        try (owner) {
            Files.move(
                    Files.writeString(directory.resolve("theirs"), "precious"),
                    socket,
                    StandardCopyOption.REPLACE_EXISTING);
            await().until(() -> events.contains(PathEvent.Kind.STOLEN));
        }
        assertEquals("precious", Files.readString(socket));
        assertEquals(List.of("app.sock", "app.sock.lock"), Listing.of(directory));
    }

    @Test
    default void testHandOver_underLoad_failsNoConnect(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        try (PathOwner leaving = owner(socket).start(factory());
                PathOwner next = owner(socket).standby(Duration.ofMinutes(1)).start(factory());
                LoadOnPath load = new LoadOnPath(() -> isAnswered(socket))) {
            assertEquals(Role.STANDBY, next.role());
            load.awaitAnswers(10);
            leaving.withdraw();
            await().until(() -> next.role() == Role.OWNER);
            leaving.drain(Duration.ofSeconds(10));
            load.awaitAnswers(10);
            assertEquals(List.of(), load.end());
        }
    }

    @Test
    default void testWithdraw_removesOnlyOurName(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("app.sock");
        owner(socket).start(factory()).close();
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
        PathOwner owner = owner(socket).start(factory());
        Files.delete(socket);
        Files.writeString(socket, "precious");
        owner.close();
        assertEquals("precious", Files.readString(socket));
    }
}
