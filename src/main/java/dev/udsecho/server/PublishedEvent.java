package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.SocketConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.path.FileGroup;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.text.Durations;
import java.io.IOException;

/** A line of the log about a socket that is served: what it is, and what bounds its service. */
final class PublishedEvent {
    private PublishedEvent() {}

    static LogEvent of(
            String event,
            String sentence,
            EchoConfig config,
            PublishedSocket file,
            int eventLoops,
            int maxConnections) {
        SocketConfig socket = config.socket();
        return new LogEvent(event, sentence)
                .about("path", socket.path())
                .with("inode", file.birth().inode().number())
                .with("mode", socket.mode())
                .with("group", socket.group().map(FileGroup::toString).orElseGet(() -> groupAt(socket)))
                .with("transport", NativeSocket.transport())
                .with("eventLoops", eventLoops)
                .with("backlog", socket.backlog())
                .with("maxConnections", maxConnections)
                .with("idleTimeout", Durations.print(config.idleTimeout()))
                .with("stallTimeout", Durations.print(config.stallTimeout()))
                .with("drainTimeout", Durations.print(config.drainTimeout()));
    }

    private static String groupAt(SocketConfig socket) {
        try {
            return DirectoryEntry.at(socket.path().file())
                    .map(DirectoryEntry::group)
                    .orElse("none");
        } catch (IOException notToBeSeen) {
            return "unknown";
        }
    }
}
