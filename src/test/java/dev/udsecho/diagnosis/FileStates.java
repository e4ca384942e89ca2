package dev.udsecho.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records the files below a directory and their state, to detect any change. */
final class FileStates {
    private FileStates() {}

    /**
     * The attributes of each file by name, as lstat(2) reports them; the change time changes with every other
     * attribute.
     */
    static Map<Path, Map<String, Object>> below(Path directory) throws IOException {
        Map<Path, Map<String, Object>> states = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                states.put(
                        file, Files.readAttributes(file, "unix:dev,ino,mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS));
            }
        }
        return states;
    }
}
