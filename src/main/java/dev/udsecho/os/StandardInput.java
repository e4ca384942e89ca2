package dev.udsecho.os;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Opens standard input, which may be closed. If it is, its descriptor number belongs to the first file that the JVM
 * opened.
 */
public final class StandardInput {
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private StandardInput() {}

    /**
     * Returns a stream of standard input.
     *
     * @throws IOException if it was closed when this process started
     */
    public static InputStream open() throws IOException {
        if (isOpenedByTheJvm()) {
            throw new IOException("cannot read standard input: it is closed; redirect it, as in udsecho send - < FILE");
        }
        return new FileInputStream(FileDescriptor.in);
    }

    /**
     * Returns whether the JVM opened the descriptor. The JVM maps its own files that it keeps open: modules and class
     * archives.
     */
    private static boolean isOpenedByTheJvm() {
        try (Stream<String> mappings = Files.lines(MAPPINGS, StandardCharsets.ISO_8859_1)) {
            String file = Files.readSymbolicLink(DESCRIPTOR).toString();
            return file.startsWith("/") && mappings.anyMatch(mapping -> mapping.endsWith(" " + file));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
