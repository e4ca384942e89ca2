package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Kind;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Walks a path from the root, a component at a time, and finds what is in the way. It changes nothing and connects to
 * nothing. A file system may hang at any step: another thread sees how far it came.
 */
public final class PathInspector {
    /** As many links as path_resolution(7) follows before it gives up with ELOOP. */
    private static final int MOST_LINKS = 40;

    private final Path file;
    private final ProcessContext surroundings;
    private final PathObstacle inTheWay;
    private final int depth;
    private final List<PathStep> steps = new CopyOnWriteArrayList<>();
    private volatile Path current;

    /** An inspector of one path. */
    public PathInspector(Path file, ProcessContext surroundings) {
        this(file, surroundings, 0);
    }

    private PathInspector(Path file, ProcessContext surroundings, int depth) {
        this.file = file;
        this.surroundings = surroundings;
        this.inTheWay = new PathObstacle(file, surroundings);
        this.depth = depth;
        this.current = file.getRoot();
    }

    /** The steps that were looked at so far. */
    public List<PathStep> steps() {
        return List.copyOf(steps);
    }

    /** Where it is now: the file system of that may hang. */
    public Path current() {
        return current;
    }

    /** Walks to the name, and finds the first thing in the way of a connect: on the way, or in place of a socket. */
    public Optional<Finding> walk() {
        Optional<Finding> onTheWay = walkToDirectory();
        return onTheWay.isPresent() ? onTheWay : lookAt(file, true);
    }

    /** Walks to the directory, and finds the first one that is missing, is none, or may not be searched by this process. */
    public Optional<Finding> walkToDirectory() {
        Path step = file.getRoot();
        Optional<Finding> obstacle = lookAt(step, false);
        for (Path name : file.getParent()) {
            if (obstacle.isEmpty()) {
                step = step.resolve(name);
                obstacle = lookAt(step, false);
            }
        }
        return obstacle;
    }

    private Optional<Finding> lookAt(Path step, boolean last) {
        current = step;
        Optional<Path> link = Optional.empty();
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(step);
            if (found.isPresent() && found.get().kind() == Kind.SYMLINK) {
                link = Optional.of(Files.readSymbolicLink(step));
                found = DirectoryEntry.behind(step);
            }
            Optional<Finding> obstacle = link.isPresent() && found.isEmpty()
                    ? behind(step, link.get())
                    : last ? inTheWay.ofASocket(link, found) : inTheWay.ofADirectory(step, found);
            steps.add(step(step, link, found, obstacle.isEmpty()));
            return obstacle;
        } catch (IOException e) {
            steps.add(step(step, link, Optional.empty(), false));
            return Optional.of(link.flatMap(target -> behind(step, target)).orElseGet(() -> inTheWay.ofALook(step, e)));
        }
    }

    /** What the kernel went through, by the path without links; unless that is another file, as behind links of /proc. */
    private PathStep step(Path step, Optional<Path> link, Optional<DirectoryEntry> found, boolean passed) {
        List<DirectoryEntry> way = new ArrayList<>();
        Optional<Mount> mount = Optional.empty();
        try {
            Path real = step.toRealPath();
            if (found.isPresent() && found.get().inode().isAt(real)) {
                mount = surroundings.mounts().holding(real);
                for (Path above = real.getParent(); link.isPresent() && above != null; above = above.getParent()) {
                    DirectoryEntry.at(above).ifPresent(way::add);
                }
            }
        } catch (IOException notToBeSeen) {
            mount = Optional.empty();
        }
        found.ifPresent(way::add);
        return new PathStep(step, link, found, List.copyOf(way), mount, passed);
    }

    /** What is wrong with the target of a link that leads to nothing. */
    private Optional<Finding> behind(Path step, Path target) {
        if (depth == MOST_LINKS) {
            return Optional.of(Cause.SYMLINK_LOOP.found(step));
        }
        Path there = step.resolveSibling(target);
        return new PathInspector(there, surroundings, depth + 1).walk().map(finding -> switch (finding.cause()) {
            case NO_FILE -> Cause.SYMLINK_DANGLING.found(step, there, "nothing is there");
            case NO_DIRECTORY, SYMLINK_DANGLING -> Cause.SYMLINK_DANGLING.found(step, there, finding.words());
            case SYMLINK_LOOP -> Cause.SYMLINK_LOOP.found(step);
            default -> finding;
        });
    }
}
