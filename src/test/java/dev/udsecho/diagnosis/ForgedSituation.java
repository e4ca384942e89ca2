package dev.udsecho.diagnosis;

import dev.udsecho.testing.PlainServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A situation where names or answers at a path are forged.
 *
 * @param name what is forged, in words
 * @param cause the id that a check reports
 * @param made creates it in an empty directory, and returns the path
 */
record ForgedSituation(String name, String cause, Made made) {
    /** Creates the situation. */
    @FunctionalInterface
    interface Made {
        /** Returns the path to check. */
        Path in(Path directory) throws Exception;
    }

    /** Returns all situations that need no privilege. */
    static List<ForgedSituation> all() {
        return List.of(
                new ForgedSituation("a socket that answers", "ok", directory -> serve(forged(directory))),
                new ForgedSituation("a missing directory", "no-directory", directory -> inForged(directory)),
                new ForgedSituation("a file for a directory", "no-directory", directory -> inForged(directory, "file")),
                new ForgedSituation("a missing file", "no-file", ForgedSituation::forged),
                new ForgedSituation(
                        "a missing file's directory", "no-file", directory -> inForged(directory, "directory")),
                new ForgedSituation("near names", "no-file", ForgedSituation::nearNames),
                new ForgedSituation(
                        "a link to nothing", "symlink-dangling", directory -> link(directory, Forgery.NAME)),
                new ForgedSituation("a link to no directory", "symlink-dangling", ForgedSituation::linkedDirectory),
                new ForgedSituation("links in a circle", "symlink-loop", ForgedSituation::linkLoop),
                new ForgedSituation(
                        "a directory", "is-directory", directory -> Files.createDirectory(forged(directory))),
                new ForgedSituation("a regular file", "not-a-socket", directory -> Files.createFile(forged(directory))),
                new ForgedSituation("a dead socket", "stale", directory -> stale(forged(directory))),
                new ForgedSituation(
                        "too long a path", "path-too-long", directory -> forged(directory.resolve("x".repeat(50)))),
                new ForgedSituation("a server that closes", "closed", directory -> server(forged(directory), "")),
                new ForgedSituation(
                        "another protocol", "not-echo", directory -> server(plain(directory), Forgery.ANSWER)),
                new ForgedSituation("no protocol", "not-echo", directory -> server(plain(directory), Forgery.NAME)),
                new ForgedSituation("a spoilt echo", "altered", ForgedSituation::corrupted));
    }

    static Path forged(Path directory) {
        return directory.resolve(Forgery.NAME);
    }

    private static Path plain(Path directory) {
        return directory.resolve("echo.sock");
    }

    private static Path inForged(Path directory) {
        return forged(directory).resolve("s");
    }

    private static Path inForged(Path directory, String kind) throws IOException {
        Path made = forged(directory);
        return (kind.equals("file") ? Files.createFile(made) : Files.createDirectory(made)).resolve("s");
    }

    private static Path link(Path directory, String target) throws IOException {
        return Files.createSymbolicLink(plain(directory), Path.of(target));
    }

    private static Path linkedDirectory(Path directory) throws IOException {
        return Files.createSymbolicLink(directory.resolve("link"), Path.of(Forgery.NAME))
                .resolve("s");
    }

    private static Path linkLoop(Path directory) throws IOException {
        Files.createSymbolicLink(forged(directory), Path.of("echo.sock"));
        return link(directory, Forgery.NAME);
    }

    /** Sockets, dead and alive, and another file, with all names except the wanted one. */
    private static Path nearNames(Path directory) throws Exception {
        serve(forged(directory));
        stale(directory.resolve(Forgery.NAME + "2"));
        Files.createFile(directory.resolve(Forgery.NAME + "3"));
        return directory.resolve(Forgery.NAME + "4");
    }

    private static Path stale(Path socket) throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        return socket;
    }

    private static Path serve(Path socket) throws IOException {
        new PlainServer(socket, accepted -> echo(accepted));
        return socket;
    }

    private static void echo(SocketChannel accepted) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (accepted.read(buffer.clear()) >= 0) {
            accepted.write(buffer.flip());
        }
    }

    private static Path server(Path socket, String answer) throws IOException {
        new PlainServer(socket, accepted -> {
            accepted.read(ByteBuffer.allocate(1024));
            accepted.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        });
        return socket;
    }

    /** Sends as many bytes back as were sent, and they clear the screen. */
    private static Path corrupted(Path directory) throws IOException {
        new PlainServer(plain(directory), accepted -> {
            ByteBuffer sent = ByteBuffer.allocate(1024);
            accepted.read(sent);
            String answer = "\033[2J\r".repeat(sent.position());
            accepted.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII), 0, sent.position()));
        });
        return plain(directory);
    }

    @Override
    public String toString() {
        return name + " (" + cause + ")";
    }
}
