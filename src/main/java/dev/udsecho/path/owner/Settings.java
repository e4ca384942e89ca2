package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What an owner was asked for.
 *
 * @param path the path to own
 * @param permissions who may connect
 * @param standby how long to wait for another owner to leave; zero is not to wait
 * @param events is told what happens, on the thread where it happens
 * @param ticker the clock
 */
record Settings(
        SocketPath path, SocketPermissions permissions, Duration standby, Consumer<PathEvent> events, Ticker ticker) {
    void report(PathEvent.Kind kind, String sentence) {
        events.accept(PathEvent.of(kind, path, sentence));
    }
}
