package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Walks a path from the root, one component at a time, and finds what blocks it. Changes no file and does not connect.
 * A file system may hang at any step; another thread can read the progress.
 */
public final class PathInspector {
    /** Maximum number of links, after which path_resolution(7) fails with ELOOP. */
    private static final int MAX_LINKS = 40;

    private final Path file;
    private final ProcessContext process;
    private final PathObstacle obstacles;
    private final int depth;
    private final List<PathStep> steps = new CopyOnWriteArrayList<>();
    private volatile Path current;

    /** Creates an inspector of one path. */
    public PathInspector(Path file, ProcessContext process) {
        this(file, process, 0);
    }

    private PathInspector(Path file, ProcessContext process, int depth) {
        this.file = file;
        this.process = process;
        this.obstacles = new PathObstacle(file, process);
        this.depth = depth;
        this.current = file.getRoot();
    }

    /** Returns the steps inspected so far. */
    public List<PathStep> steps() {
        return List.copyOf(steps);
    }

    /** Returns the current step, whose file system may hang. */
    public Path current() {
        return current;
    }

    /** Walks to the name, and returns the first obstacle to a connect: in a directory of the path, or at the name. */
    public Optional<Finding> walk() {
        Optional<Finding> inDirectories = walkToDirectory();
        return inDirectories.isPresent() ? inDirectories : inspect(file, true);
    }

    /**
     * Walks to the directory, and returns the first directory that is missing, is another kind of file, or may not be
     * searched by this process.
     */
    public Optional<Finding> walkToDirectory() {
        Path step = file.getRoot();
        Optional<Finding> obstacle = inspect(step, false);
        for (Path name : file.getParent()) {
            if (obstacle.isEmpty()) {
                step = step.resolve(name);
                obstacle = inspect(step, false);
            }
        }
        return obstacle;
    }

    private Optional<Finding> inspect(Path step, boolean last) {
        current = step;
        Optional<Path> link = Optional.empty();
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(step);
            if (found.isPresent() && found.get().kind() == FileKind.SYMLINK) {
                link = Optional.of(Files.readSymbolicLink(step));
                found = DirectoryEntry.follow(step);
            }
            Optional<Finding> obstacle = link.isPresent() && found.isEmpty()
                    ? atLink(step, link.get())
                    : last ? obstacles.atSocket(link, found) : obstacles.atDirectory(step, found);
            steps.add(step(step, link, found, obstacle.isEmpty()));
            return obstacle;
        } catch (IOException e) {
            steps.add(step(step, link, Optional.empty(), false));
            return Optional.of(link.flatMap(target -> atLink(step, target)).orElseGet(() -> obstacles.ofStat(step, e)));
        }
    }

    /**
     * Returns the step with all entries that the kernel traversed, by the path without links. Omits them if that path
     * leads to another file, as with links of /proc.
     */
    private PathStep step(Path step, Optional<Path> link, Optional<DirectoryEntry> found, boolean passed) {
        List<DirectoryEntry> traversed = new ArrayList<>();
        Optional<Mount> mount = Optional.empty();
        try {
            Path real = step.toRealPath();
            if (found.isPresent() && found.get().inode().isAt(real)) {
                mount = process.mounts().ofRealPath(real);
                for (Path above = real.getParent(); link.isPresent() && above != null; above = above.getParent()) {
                    DirectoryEntry.at(above).ifPresent(traversed::add);
                }
            }
        } catch (IOException unreadable) {
            mount = Optional.empty();
        }
        found.ifPresent(traversed::add);
        return new PathStep(step, link, found, List.copyOf(traversed), mount, passed);
    }

    /** Explains a link whose target is missing. */
    private Optional<Finding> atLink(Path step, Path target) {
        if (depth == MAX_LINKS) {
            return Optional.of(Cause.SYMLINK_LOOP.found(step));
        }
        Path there = step.resolveSibling(target);
        return new PathInspector(there, process, depth + 1).walk().map(finding -> switch (finding.cause()) {
            case NO_FILE -> Cause.SYMLINK_DANGLING.found(step, there, "nothing is there");
            case NO_DIRECTORY, SYMLINK_DANGLING -> Cause.SYMLINK_DANGLING.found(step, there, finding.words());
            case SYMLINK_LOOP -> Cause.SYMLINK_LOOP.found(step);
            default -> finding;
        });
    }
}
