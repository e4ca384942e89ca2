package dev.udsecho.config;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Identity;
import dev.udsecho.os.IoMessages;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A configuration file, or a directory of them, as Quarkus reads it: as {@link Properties} in UTF-8.
 *
 * @param path the path of the file or directory, which may not exist
 */
record ConfigFile(Path path) {
    private static final String EXTENSION = ".properties";

    /** Returns in a sentence why the file or directory cannot be read, or empty if it can be read or does not exist. */
    Optional<String> problem() {
        try {
            if (Files.isDirectory(path)) {
                list();
            } else if (Files.isRegularFile(path)) {
                parse();
            }
            return Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(sentence("permission denied to this process (" + Identity.current()
                    + "); let it read that, or move it away"));
        } catch (IOException e) {
            return Optional.of(sentence(IoMessages.of(e)));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    sentence("a \\u in it is not followed by four hexadecimal digits; a backslash is written \\\\"));
        }
    }

    /** Returns the files in the directory; none if this is no directory, or cannot be listed. */
    Stream<ConfigFile> listed() {
        try {
            return Files.isDirectory(path) ? list().stream().map(ConfigFile::new) : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Lists the directory. Fails also if the directory may not be searched: its dot is not found then. */
    private List<Path> list() throws IOException {
        DirectoryEntry.at(path.resolve("."));
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*" + EXTENSION)) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Parses the file. Properties fail only on a malformed escape. */
    private void parse() throws IOException {
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8)) {
            new Properties().load(reader);
        }
    }

    private String sentence(String reason) {
        String access = DirectoryEntry.followIfReadable(path)
                .map(entry -> " (" + entry.access() + ")")
                .orElse("");
        return "cannot read the configuration " + (Files.isDirectory(path) ? "directory " : "file ") + path + access
                + ": " + reason;
    }
}
