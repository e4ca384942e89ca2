import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes one jar of many, for the image: {@code java Merge.java TARGET JAR...}. Whoever looks for a resource by its name
 * opens every jar of the class path, and a hundred of them took a tenth of the start. Of files with one name the first
 * jar's counts, but lists of services and licenses are joined. Of classes for several versions of Java, this one's remain.
 */
final class Merge {
    private static final String JOINED = "META-INF/(services/.*|(?i:licen[cs]e|notice)[^/]*)";
    private static final String LEFT_OUT = "META-INF/MANIFEST\\.MF|(.*/)?module-info\\.class";
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private Merge() {}

    public static void main(String... words) throws IOException {
        Map<String, byte[]> merged = new LinkedHashMap<>();
        for (int jar = 1; jar < words.length; jar++) {
            add(Path.of(words[jar]), merged);
        }
        try (OutputStream file = Files.newOutputStream(Path.of(words[0]));
                ZipOutputStream target = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : merged.entrySet()) {
                ZipEntry head = new ZipEntry(entry.getKey());
                head.setTimeLocal(TIME);
                target.putNextEntry(head);
                target.write(entry.getValue());
            }
        }
    }

    private static void add(Path source, Map<String, byte[]> merged) throws IOException {
        try (JarFile jar = new JarFile(source.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
            for (JarEntry entry : jar.versionedStream().toList()) {
                String name = entry.getName();
                if (!entry.isDirectory() && !name.matches(LEFT_OUT)) {
                    byte[] content = jar.getInputStream(entry).readAllBytes();
                    merged.merge(name, content, name.matches(JOINED) ? Merge::join : (first, later) -> first);
                }
            }
        }
    }

    private static byte[] join(byte[] first, byte[] later) {
        String joined = new String(first, StandardCharsets.UTF_8) + "\n" + new String(later, StandardCharsets.UTF_8);
        return joined.getBytes(StandardCharsets.UTF_8);
    }
}
