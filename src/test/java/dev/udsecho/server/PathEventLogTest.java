package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.Identity;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.AbsentDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the log lines about the path, and their facts. */
class PathEventLogTest extends ServiceTest {
    private final List<Exception> failures = new ArrayList<>();

    @Override
    Class<?> logged() {
        return PathEventLog.class;
    }

    private static PathEventLog log(TestService service) {
        return new PathEventLog(service.config, service.connections, service.listeners);
    }

    private static PathEvent event(TestService service, Kind kind) {
        return new PathEvent(kind, service.path, "Happened", Optional.empty());
    }

    private String line(TestService service, PathEventLog log, Kind kind) {
        log.write(event(service, kind));
        assertEquals(List.of(kind.toString()), captured.events());
        return captured.take().get(0);
    }

    private String line(TestService service, Kind kind) {
        return line(service, log(service), kind);
    }

    @Test
    void testPublished_hasTheSocketAndItsLimits() throws Exception {
        TestService service = service(Map.of("echo.idle-timeout", "90s", "echo.max-connections", "7"))
                .start();
        String inode = String.valueOf(Files.getAttribute(socket, "unix:ino"));
        String line = line(service, Kind.PUBLISHED);
        assertTrue(line.startsWith("INFO Happened (inode " + inode + ", mode 0660, group "), line);
        assertTrue(
                line.endsWith(", transport epoll, eventLoops 1, backlog 1024, maxConnections 7, idleTimeout 90s,"
                        + " stallTimeout 30s, drainTimeout 5s)"),
                line);
        assertEquals(line.replace("INFO", "WARN"), line(service, Kind.HEALED));
    }

    @Test
    void testPublished_hasTheGroup_orUnknown() throws Exception {
        String gid = String.valueOf(Identity.current().gid());
        TestService service = service(Map.of("echo.socket.group", gid)).start();
        assertTrue(line(service, Kind.PUBLISHED).contains("group " + gid + ","));
        TestService none = service(Map.of());
        Files.delete(socket);
        assertTrue(line(none, Kind.PUBLISHED).contains("group unknown,"));
    }

    @Test
    void testPublished_withoutADirectory_hasAnUnknownGroup() throws Exception {
        TestService service = started();
        AbsentDirectory.during(directory, () -> {
            assertTrue(line(service, Kind.HEALED).contains("group unknown,"));
        });
    }

    @Test
    void testPublished_hasTheTimeOfTheStart_once() throws Exception {
        TestService service = started();
        PathEventLog log = log(service);
        log.onStart(failures::add);
        assertTrue(line(service, log, Kind.PUBLISHED).contains(", tookMillis "));
        assertFalse(line(service, log, Kind.HEALED).contains("tookMillis"));
    }

    @Test
    void testStandby_hasItsWait_andItsPublicationHasNoTime() throws Exception {
        TestService service = service(Map.of("echo.socket.wait", "2m")).start();
        PathEventLog log = log(service);
        log.onStart(failures::add);
        assertEquals("INFO Happened", line(service, log, Kind.STANDBY));
        assertFalse(line(service, log, Kind.PUBLISHED).contains("tookMillis"));
    }

    @Test
    void testStandbyFailed_isPassedToTheService_andNotLogged() {
        TestService service = service(Map.of());
        PathEventLog log = log(service);
        log.onStart(failures::add);
        IOException failure = new IOException("over");
        log.write(new PathEvent(Kind.STANDBY_FAILED, service.path, "Happened", Optional.of(failure)));
        assertEquals(List.of(failure), failures);
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testOtherEvents_areOneLineEach_andAProblemIsAWarning() {
        TestService service = service(Map.of());
        assertEquals("INFO Happened", line(service, Kind.REPLACING));
        assertEquals("INFO Happened", line(service, Kind.WITHDRAWN));
        assertEquals("INFO Happened", line(service, Kind.STANDBY_ENDED));
        for (Kind kind : List.of(
                Kind.LOST,
                Kind.STOLEN,
                Kind.OBSTACLE,
                Kind.UNANSWERED,
                Kind.ANSWERED,
                Kind.LOCK_RENEWED,
                Kind.LOCK_LOST,
                Kind.NOT_WITHDRAWN)) {
            assertEquals("WARN Happened", line(service, kind));
        }
    }
}
