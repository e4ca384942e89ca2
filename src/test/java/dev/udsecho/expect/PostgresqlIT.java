package dev.udsecho.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is expected of PostgreSQL, with an empty cluster. It runs as the user of its package if this process is root. */
class PostgresqlIT {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    @TempDir
    Path directory;

    private Optional<Process> server = Optional.empty();

    /** Shuts the server down in order: SIGKILL would leave its children and its shared memory behind. */
    @AfterEach
    void shutDown() throws Exception {
        if (server.isPresent() && server.get().isAlive()) {
            Processes.signal("INT", server.get().pid());
            server.get().waitFor();
        }
    }

    @Test
    void testPostgresql_staysConnected_andClosesOnOtherProtocols() throws Exception {
        Path programs = programs();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(directory.resolve("home"));
        if (Needs.isRoot()) {
            Command.succeed("chown", "postgres:postgres", home.toString());
        }
        Path data = home.resolve("data");
        Command.succeed(asUser(programs.resolve("initdb"), "-N", "-A", "trust", "--locale=C", "-D", data.toString()));
        Path socket = home.resolve(".s.PGSQL.5432");
        server = Optional.of(ForeignServer.start(
                directory,
                socket,
                asUser(programs.resolve("postgres"), "-D", data.toString(), "-k", home.toString(), "-h", "", "-F")));
        assertEquals(
                "an open connection", new Attempt(socket, "connect").answer().words());
        for (String word : List.of("http", "grpc")) {
            new Attempt(socket, word)
                    .assertFails(Cause.CLOSED, "pass --expect connect if the server has another protocol");
        }
    }

    private static List<String> asUser(Path program, String... words) {
        Stream<String> user = Needs.isRoot()
                ? Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
                : Stream.of();
        return Stream.of(user, Stream.of(program.toString()), Stream.of(words))
                .flatMap(part -> part)
                .toList();
    }

    private static Path programs() throws IOException {
        Optional<Path> found = Optional.empty();
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                found = versions.map(version -> version.resolve("bin"))
                        .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                        .findFirst();
            }
        }
        Needs.that(found.isPresent(), "postgresql");
        return found.orElseThrow();
    }
}
