import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
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
 * Makes one jar of many, for the image: {@code java Merge.java TARGET JAR...}. A search for a resource by its name
 * opens every jar of the class path, and a hundred of them took a tenth of the start. Of files with one name the first
 * jar's counts, but lists of services and licenses are joined. Of classes for several versions of Java, this one's remain.
 * Classes of Java 5, which no JVM puts into a cache, become those of Java 8.
 */
final class Merge {
    private static final String JOINED = "META-INF/(services/.*|(?i:licen[cs]e|notice)[^/]*)";
    private static final String LEFT_OUT = "META-INF/MANIFEST\\.MF|(.*/)?module-info\\.class";
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private Merge() {}

    public static void main(String... words) throws IOException {
        Map<String, byte[]> merged = new LinkedHashMap<>();
        URL[] jars = new URL[words.length - 1];
        for (int jar = 1; jar < words.length; jar++) {
            add(Path.of(words[jar]), merged);
            jars[jar - 1] = Path.of(words[jar]).toUri().toURL();
        }
        try (URLClassLoader all = new URLClassLoader(jars)) {
            ClassFile classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(all)));
            merged.replaceAll((name, content) -> name.endsWith(".class") ? modern(content, classes) : content);
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

    /** What the verifier of Java 6 and later wants is written for each method again, with the types at its branches. */
    private static byte[] modern(byte[] content, ClassFile classes) {
        int version = content[6] << Byte.SIZE | content[7] & 0xff;
        return version >= JAVA_6
                ? content
                : classes.transformClass(
                        classes.parse(content),
                        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                                .andThen(ClassTransform.endHandler(type -> type.withVersion(JAVA_8, 0))));
    }

    private static byte[] join(byte[] first, byte[] later) {
        String joined = new String(first, StandardCharsets.UTF_8) + "\n" + new String(later, StandardCharsets.UTF_8);
        return joined.getBytes(StandardCharsets.UTF_8);
    }
}
