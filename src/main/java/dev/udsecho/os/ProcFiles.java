package dev.udsecho.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The texts in which the kernel tells about itself, below {@code /proc} and {@code /sys}. All of them may be missing, or not
 * to be read: in a container they often are.
 *
 * @param root what stands for the root directory
 */
public record ProcFiles(Path root) {
    /** Those of this kernel. */
    public static final ProcFiles HERE = new ProcFiles(Path.of("/"));

    /**
     * The lines of a text. A character is a byte, as names of files are bytes. It is read in large pieces: below
     * {@code /proc/sys} only a read from the beginning gives anything.
     *
     * @param name its absolute name
     * @throws IOException if it is not to be had
     */
    List<String> lines(String name) throws IOException {
        try (InputStream text = Files.newInputStream(file(name))) {
            byte[] bytes = text.readNBytes(Integer.MAX_VALUE);
            return List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n"));
        }
    }

    /** The first line of a text, or empty if it is not to be had. Some end with a NUL. */
    Optional<String> firstLine(String name) {
        try {
            return lines(name).stream()
                    .map(line -> line.replace("\0", "").strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    private Path file(String name) {
        return root.resolve(name.substring(1));
    }
}
