package dev.udsecho.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is mounted where, as this process sees it, by
 * <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>. The JDK's FileStore
 * looks for a change of the device on the way up, and so passes over bind mounts.
 */
public final class Mounts {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ \\S+ \\S+ (\\S+) (\\S+) .*?- (\\S+) .*");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Mounts() {}

    /**
     * A mount.
     *
     * @param point where it is
     * @param type the type of its file system, such as tmpfs
     * @param options of the mount itself, not of its file system, such as ro
     */
    public record Mount(Path point, String type, List<String> options) {
        /** Whether nothing can be written through it, whatever its file system allows. */
        public boolean isReadOnly() {
            return options.contains("ro");
        }
    }

    /** The mount that a file or directory is on, links resolved, or empty where there is no {@code /proc} to tell. */
    public static Optional<Mount> of(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.readAllLines(MOUNTINFO).stream()
                    .flatMap(line -> parse(line).stream())
                    .filter(mount -> real.startsWith(mount.point()))
                    .reduce((lower, upper) -> isDeeper(lower, upper) ? lower : upper);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of two on the same point the later one covers the other. */
    private static boolean isDeeper(Mount one, Mount other) {
        return one.point().getNameCount() > other.point().getNameCount();
    }

    /** Blanks and such are octal in it. */
    private static Optional<Mount> parse(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        String point = OCTAL.matcher(fields.group(1))
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
        return Optional.of(new Mount(
                Path.of(point), fields.group(3), List.of(fields.group(2).split(","))));
    }
}
