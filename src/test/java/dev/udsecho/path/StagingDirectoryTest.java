package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingDirectoryTest {
    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    private static ServerSocketChannel bind(StagingDirectory staged) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(staged.bindName()));
    }

    private Path stagingDirectory() throws IOException {
        return directory.resolve(Listing.of(directory).get(0));
    }

    @Test
    void testCreate_bindNameBeginsWithTheFinalName() throws Exception {
        StagingDirectory staged = StagingDirectory.create(path);
        assertTrue(staged.bindName().toString().matches(path + "~[0-9a-z]{1,5}/[0-9a-z]{1,5}"), staged::toString);
    }

    @Test
    void testCreate_noOtherUserMayEnter() throws Exception {
        StagingDirectory.create(path);
        assertEquals(0040700, Files.getAttribute(stagingDirectory(), "unix:mode"));
    }

    @Test
    void testCreate_differentName_forEachListener() throws Exception {
        assertNotEquals(
                StagingDirectory.create(path).bindName(),
                StagingDirectory.create(path).bindName());
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 97, 100, 101, 102, 103, 104, 105, 106})
    void testCreate_longPaths_fitTheLimitsOfNettyAndTheJdk_andNothingIsLeft(int bytes) throws Exception {
        path = SocketPath.of(
                directory + "/" + "x".repeat(bytes - 1 - directory.toString().length()));
        StagingDirectory staged = StagingDirectory.create(path);
        assertTrue(staged.bindName().toString().getBytes(StandardCharsets.UTF_8).length <= SocketPath.MAX_BYTES);
        try (ServerSocketChannel listener = bind(staged)) {
            assertEquals(List.of(stagingDirectory().getFileName().toString()), Listing.of(directory));
            assertEquals(1, Listing.of(stagingDirectory()).size(), "bound in it");
            SocketChannel.open(UnixDomainSocketAddress.of(staged.bindName())).close();
            assertTrue(listener.isOpen());
        }
        staged.discard();
        assertEquals(List.of(), Listing.of(directory));
    }

    @Test
    void testSocket_isReachedThoughTheDirectoryWasSwapped() throws Exception {
        StagingDirectory staged = StagingDirectory.create(path);
        try (ServerSocketChannel listener = bind(staged)) {
            Path name = stagingDirectory();
            Files.move(name, directory.resolve("aside"));
            Path foreign = Files.createDirectory(name);
            Path precious = Files.writeString(foreign.resolve(staged.bindName().getFileName()), "precious");
            assertEquals(
                    FileKind.SOCKET,
                    DirectoryEntry.at(staged.socket()).orElseThrow().kind());
            new SocketPermissions(new FileMode(0600), Optional.empty())
                    .applyTo(staged.socket(), staged.identity().inode());
            staged.discard();
            assertEquals("precious", Files.readString(precious));
            assertTrue(listener.isOpen());
        }
    }

    @Test
    void testIdentity_linkInItsPlace_refused() throws Exception {
        StagingDirectory staged = StagingDirectory.create(path);
        Files.createSymbolicLink(staged.socket(), Files.createFile(directory.resolve("precious")));
        assertThrows(NoSuchFileException.class, staged::identity);
    }

    @Test
    void testIdentity_isThatOfEveryName_andNoOtherSockets() throws Exception {
        StagingDirectory staged = StagingDirectory.create(path);
        try (ServerSocketChannel listener = bind(staged)) {
            SocketIdentity identity = staged.identity();
            Files.createLink(path.file(), staged.socket());
            Path renamed = Files.move(path.file(), directory.resolve("renamed"));
            Files.setAttribute(renamed, "unix:mode", 0600);
            assertEquals(Optional.of(identity), SocketIdentity.at(renamed));
            assertTrue(listener.isOpen());
            assertFalse(SocketIdentity.at(directory).isPresent());
        }
    }
}
