package dev.udsecho.diagnosis;

import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains a missing name in an existing directory. Lists the sockets in the directory, since a typing error is the
 * most likely reason, and the directory's mount, since a volume that was not mounted appears as an empty directory.
 *
 * @param file the missing file
 * @param mounts the mounts that this process sees
 */
record MissingFile(Path file, Mounts mounts) {
    /** Maximum number of socket names shown. */
    static final int MAX_SHOWN = 5;

    Finding finding() {
        SimilarNames directory = SimilarNames.of(file.getParent());
        List<String> alike = directory.bySimilarityTo(nameOf(file));
        Finding missing = Cause.NO_FILE
                .found()
                .with(
                        "sockets in " + file.getParent(),
                        alike.isEmpty()
                                ? directory.seen()
                                : alike.stream().limit(MAX_SHOWN).collect(Collectors.joining(", ")))
                .with("mount of " + file.getParent(), mount());
        return alike.stream()
                .findFirst()
                .filter(name -> SimilarNames.isTypoOf(nameOf(file), name))
                .map(name -> missing.advisingAlso("name " + file.resolveSibling(name) + ", which is there"))
                .orElse(missing);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    private String mount() {
        Optional<Mount> mount = mounts.of(file.getParent());
        return mount.map(on -> mounts.isMountPoint(file.getParent())
                        ? "one of its own: " + on
                        : "none of its own, as a volume would be; the directory is on " + on)
                .orElse("not to be seen");
    }
}
