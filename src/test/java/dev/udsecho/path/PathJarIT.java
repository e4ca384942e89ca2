package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests the dependencies and the contents of the library's jar. */
class PathJarIT {
    private static final String API = "dev.udsecho.path.owner";

    private static Path jar(String classifier) throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of("target"), "udsecho-*-" + classifier + ".jar")) {
            return jars.iterator().next();
        }
    }

    @Test
    void testJar_needsModulesOfTheJdkOnly() throws IOException {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "--print-module-deps", jar("path").toString());
        assertEquals(0, status, output::toString);
        assertTrue(output.toString().trim().matches("((java|jdk)[.\\w]+,?)+"), output::toString);
    }

    @Test
    void testJar_holdsWhatTheOwnerOfAPathNeeds_andNothingElse() throws IOException {
        JavaClasses all =
                new ClassFileImporter().importJar(new JarFile(jar("path").toFile()));
        Deque<JavaClass> next = new ArrayDeque<>();
        all.stream()
                .filter(type -> type.getPackageName().equals(API) && !isPackageInfo(type))
                .forEach(next::add);
        Set<String> needed = new TreeSet<>();
        while (!next.isEmpty()) {
            JavaClass type = next.remove();
            if (needed.add(type.getName())) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .map(JavaClass::getBaseComponentType)
                        .filter(target -> all.contain(target.getName()))
                        .forEach(next::add);
            }
        }
        assertEquals(
                topLevel(needed),
                topLevel(all.stream()
                        .filter(type -> !isPackageInfo(type))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet())));
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static Set<String> topLevel(Set<String> types) {
        return types.stream().map(type -> type.split("\\$")[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void testSourcesAndJavadoc_areThere() throws IOException {
        assertTrue(Files.size(jar("path-sources")) > 0);
        try (JarFile javadoc = new JarFile(jar("path-javadoc").toFile())) {
            assertTrue(javadoc.getEntry("dev/udsecho/path/owner/PathOwner.html") != null);
        }
    }
}
