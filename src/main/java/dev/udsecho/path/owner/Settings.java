package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of an owner.
 *
 * @param path the path to own
 * @param permissions the mode and group, which decide who may connect
 * @param standby how long to wait for another owner to leave; zero disables the wait
 * @param events the consumer of events, called on the thread where they happen
 * @param ticker the clock
 */
record Settings(
        SocketPath path, SocketPermissions permissions, Duration standby, Consumer<PathEvent> events, Ticker ticker) {
    void report(PathEvent.Kind kind, String sentence) {
        events.accept(new PathEvent(kind, path, sentence, Optional.empty()));
    }
}
