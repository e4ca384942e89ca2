package dev.udsecho.path.owner;

import dev.udsecho.path.owner.PathEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events that an owner reports. */
final class PathEvents {
    private final List<PathEvent> events = new CopyOnWriteArrayList<>();

    void add(PathEvent event) {
        events.add(event);
    }

    /** Returns the kinds of the events since the last call of {@link #take}. */
    List<Kind> kinds() {
        return events.stream().map(PathEvent::kind).toList();
    }

    /** Returns the events since the last call, each as {@code PROBLEM} or {@code EVENT} and its sentence. */
    List<String> take() {
        List<PathEvent> taken = new ArrayList<>(events);
        events.clear();
        return taken.stream()
                .map(event -> (event.kind().isProblem() ? "PROBLEM " : "EVENT ") + event)
                .toList();
    }

    /** Returns the last event. */
    PathEvent last() {
        return events.get(events.size() - 1);
    }
}
