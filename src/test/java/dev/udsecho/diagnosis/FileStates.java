package dev.udsecho.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which files are below a directory, and in what state, to tell whether anything has been changed there. */
final class FileStates {
    private FileStates() {}

    /** By name, what lstat(2) says of each file; the time of its last change changes with everything else of it. */
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
