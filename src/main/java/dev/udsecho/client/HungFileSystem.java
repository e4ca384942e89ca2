package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.PathStep;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system that does not answer, at one component of a path.
 *
 * @param component the component that was inspected
 * @param mount where the file system is mounted, as far as that is known
 */
record HungFileSystem(Path component, Optional<Mount> mount) {
    static HungFileSystem at(Path component, ProcessContext context) {
        return new HungFileSystem(component, context.mounts().ofRealPath(component.normalize()));
    }

    /** Returns the steps of a walk, with this component as the last one if the walk did not get there. */
    List<PathStep> addTo(List<PathStep> walked) {
        List<PathStep> steps = new ArrayList<>(walked);
        if (steps.stream().noneMatch(seen -> seen.path().equals(component))) {
            steps.add(new PathStep(component, Optional.empty(), Optional.empty(), List.of(), mount, false));
        }
        return steps;
    }

    /** Returns the finding for a check whose time limit, as text, is over. */
    Finding finding(String time) {
        String mounted = mount.map(on -> " (" + on + ")").orElse("");
        return Cause.MUTE
                .saying("the file system of " + component + mounted + " did not answer within " + time)
                .advising("check whether what serves that file system is stuck", "wait longer with --timeout");
    }
}
