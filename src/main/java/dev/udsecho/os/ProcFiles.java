package dev.udsecho.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's text files below {@code /proc} and {@code /sys}. Any of them may be missing or unreadable, as is common
 * in a container.
 *
 * @param root the directory that stands for the root directory
 */
public record ProcFiles(Path root) {
    /** The files of this kernel. */
    public static final ProcFiles HERE = new ProcFiles(Path.of("/"));

    /**
     * Returns the lines of a file. Each character is one byte, as file names are bytes. The file is read in large
     * pieces: below {@code /proc/sys} only a read from offset 0 returns data.
     *
     * @param name the absolute name of the file
     * @throws IOException if it cannot be read
     */
    List<String> lines(String name) throws IOException {
        try (InputStream text = Files.newInputStream(file(name))) {
            byte[] bytes = text.readNBytes(Integer.MAX_VALUE);
            return List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n"));
        }
    }

    /** Returns the first line of a file, or empty if it cannot be read. Removes NULs, with which some files end. */
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
