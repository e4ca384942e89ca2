package dev.udsecho.os;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Standard input, which may be closed. The first file that the JVM opens gets the number of its descriptor then. */
public final class StandardInput {
    private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private StandardInput() {}

    /**
     * Returns a stream of what it brings.
     *
     * @throws IOException if it was closed when this process started
     */
    public static InputStream open() throws IOException {
        if (isOpenedByTheJvm()) {
            throw new IOException("cannot read standard input: it is closed; redirect it, as in udsecho send - < FILE");
        }
        return new FileInputStream(FileDescriptor.in);
    }

    /** The JVM maps the files of its own that it keeps open: modules, and archives of classes. */
    private static boolean isOpenedByTheJvm() {
        try (Stream<String> mappings = Files.lines(MAPPINGS, StandardCharsets.ISO_8859_1)) {
            String file = Files.readSymbolicLink(DESCRIPTOR).toString();
            return file.startsWith("/") && mappings.anyMatch(mapping -> mapping.endsWith(" " + file));
        } catch (IOException notLinux) {
            return false;
        }
    }
}
