package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.SocketConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.path.FileGroup;
import dev.udsecho.path.owner.PathEvent;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.text.Durations;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Logs the events of the path, one line each. A line about a published socket has the limits of its service. */
final class PathEventLog {
    private static final Logger LOG = Logger.getLogger(PathEventLog.class);
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final EchoConfig config;
    private final Connections connections;
    private final EchoListeners listeners;
    private OptionalLong startedAt = OptionalLong.empty();
    private Consumer<Exception> standbyFailed = failure -> {};

    PathEventLog(EchoConfig config, Connections connections, EchoListeners listeners) {
        this.config = config;
        this.connections = connections;
        this.listeners = listeners;
    }

    /**
     * Records the time of the start, for the line of the first publication, and sets the consumer for a standby that
     * fails.
     */
    void onStart(Consumer<Exception> standbyFailed) {
        this.startedAt = OptionalLong.of(System.nanoTime());
        this.standbyFailed = standbyFailed;
    }

    void write(PathEvent event) {
        switch (event.kind()) {
            case PUBLISHED, HEALED -> log(event, served(event));
            case STANDBY -> {
                startedAt = OptionalLong.empty();
                String wait = Durations.print(config.socket().standby());
                log(event, line(event).withKeyOnly("wait", wait));
            }
            case STANDBY_FAILED -> event.failure().ifPresent(standbyFailed);
            default -> log(event, line(event));
        }
    }

    private static void log(PathEvent event, LogEvent line) {
        line.log(LOG, event.kind().isProblem() ? Logger.Level.WARN : Logger.Level.INFO);
    }

    private static LogEvent line(PathEvent event) {
        return new LogEvent(event.kind().toString(), event.sentence()).withKeyOnly("path", event.path());
    }

    private LogEvent served(PathEvent event) {
        SocketConfig socket = config.socket();
        Optional<DirectoryEntry> file = file();
        String group = socket.group()
                .map(FileGroup::toString)
                .or(() -> file.map(DirectoryEntry::group))
                .orElse("unknown");
        LogEvent line = line(event)
                .with("inode", file.map(found -> found.inode().number()).orElse(0L))
                .with("mode", socket.mode())
                .with("group", group)
                .with("transport", NativeSocket.transport())
                .with("eventLoops", listeners.eventLoops().size())
                .with("backlog", socket.backlog())
                .with("maxConnections", connections.limit().maximum())
                .with("idleTimeout", Durations.print(config.idleTimeout()))
                .with("stallTimeout", Durations.print(config.stallTimeout()))
                .with("drainTimeout", Durations.print(config.drainTimeout()));
        startedAt.ifPresent(start -> line.with("tookMillis", (System.nanoTime() - start) / NANOS_PER_MILLI));
        startedAt = OptionalLong.empty();
        return line;
    }

    private Optional<DirectoryEntry> file() {
        try {
            return DirectoryEntry.at(config.socket().path().file());
        } catch (IOException notVisible) {
            return Optional.empty();
        }
    }
}
