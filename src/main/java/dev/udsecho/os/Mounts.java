package dev.udsecho.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mounts that this process sees, from <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>. The JDK's FileStore
 * walks up until the device changes, and so misses bind mounts.
 *
 * @param all all mounts, in the kernel's order
 */
public record Mounts(List<Mount> all) {
    public static final String FILE = "/proc/self/mountinfo";

    /**
     * Id, parent, device, root, mount point, options, optional fields, a hyphen, type, source, the file system's
     * options. Only spaces separate them: a carriage return in a name is not escaped.
     */
    private static final Pattern LINE = Pattern.compile(
            "[^ ]+ [^ ]+ [^ ]+ ([^ ]+) ([^ ]+) ([^ ]+) (?:[^ ]+ )*?- ([^ ]+) [^ ]* ?([^ ]*)", Pattern.DOTALL);

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
    private static final Charset NAME_CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** Returns the mounts of this process; empty where there is no {@code /proc}. */
    public static Mounts current() {
        try {
            return in(ProcFiles.HERE);
        } catch (IOException e) {
            return new Mounts(List.of());
        }
    }

    public static Mounts in(ProcFiles files) throws IOException {
        return new Mounts(
                files.lines(FILE).stream().flatMap(line -> parse(line).stream()).toList());
    }

    /** Returns the mount of a file or directory after resolving links; empty if it cannot be read. */
    public Optional<Mount> of(Path file) {
        try {
            return ofRealPath(file.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a file or directory, with links resolved, is a mount point. */
    public boolean isMountPoint(Path file) {
        try {
            Path real = file.toRealPath();
            return all.stream().anyMatch(mount -> mount.point().equals(real));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the mount of an absolute path without links. */
    public Optional<Mount> ofRealPath(Path real) {
        return all.stream()
                .filter(mount -> real.startsWith(mount.point()))
                .reduce((lower, upper) -> isDeeper(lower, upper) ? lower : upper);
    }

    /**
     * Returns whether the first mount point is deeper. Of two mounts on the same point, the later covers the earlier.
     */
    private static boolean isDeeper(Mount one, Mount other) {
        return one.point().getNameCount() > other.point().getNameCount();
    }

    private static Optional<Mount> parse(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Mount(
                    Path.of(name(fields.group(2))),
                    name(fields.group(1)),
                    name(fields.group(4)),
                    List.of((fields.group(3) + "," + fields.group(5)).split(","))));
        } catch (InvalidPathException notDecodable) {
            return Optional.empty();
        }
    }

    /**
     * Decodes a name. Spaces, line breaks and backslashes are written in octal; all other characters are the bytes on
     * disk.
     */
    private static String name(String field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int copied = 0;
        for (MatchResult code : OCTAL.matcher(field).results().toList()) {
            bytes.writeBytes(field.substring(copied, code.start()).getBytes(StandardCharsets.ISO_8859_1));
            bytes.write(Integer.parseInt(code.group(1), 8));
            copied = code.end();
        }
        bytes.writeBytes(field.substring(copied).getBytes(StandardCharsets.ISO_8859_1));
        return bytes.toString(NAME_CHARSET);
    }
}
