package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A project with a copy of mvnw that pins a Maven of the tests, with a PATH that has only the tools that mvnw requires.
 */
final class WrapperProject implements AutoCloseable {
    static final String VERSION = "3.9.99";

    /** The path of the pinned Maven in a Maven repository. */
    static final String IN_REPOSITORY =
            "/org/apache/maven/apache-maven/" + VERSION + "/apache-maven-" + VERSION + "-bin.zip";

    /** The path of the pinned Maven in the Apache archive, on the server. */
    static final String IN_ARCHIVE = "/archive/" + VERSION + "/binaries/apache-maven-" + VERSION + "-bin.zip";

    private static final List<String> TOOLS =
            List.of("sh", "dirname", "sed", "head", "mkdir", "mktemp", "chmod", "mv", "rm");
    private static final Path WRAPPER = Path.of(".mvn/wrapper");

    final Path directory;
    final WrapperServer server;
    private final Path bin;

    WrapperProject(Path directory) throws Exception {
        this.directory = directory;
        bin = Files.createDirectories(directory.resolve("bin"));
        for (String tool : TOOLS) {
            script(tool, "exec " + Needs.tool(tool) + " \"$@\"");
        }
        byte[] zip = zip();
        server = new WrapperServer(zip);
        Path wrapper = Files.createDirectories(directory.resolve(WRAPPER));
        Files.copy(Path.of("mvnw"), directory.resolve("mvnw"));
        try (Stream<Path> sources = Files.list(WRAPPER)) {
            for (Path source : sources.toList()) {
                Files.copy(source, wrapper.resolve(source.getFileName()));
            }
        }
        String sha512 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
        String pinned =
                "mavenVersion=%s\narchive=%s\nzipSha512=%s\n".formatted(VERSION, server.url("/archive"), sha512);
        Files.writeString(wrapper.resolve("maven-wrapper.properties"), pinned);
    }

    /** Returns a Maven that prints "pinned runs" and its arguments: the same bytes at any time, since their hash is checked. */
    static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry("/bin/"));
            zip.putNextEntry(entry("/bin/mvn"));
            zip.write("#!/bin/sh\necho \"pinned runs $*\"\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry("apache-maven-" + VERSION + name);
        entry.setTime(0);
        return entry;
    }

    /** Puts a script on the PATH. */
    void script(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setAttribute(file, "unix:mode", 0755);
    }

    /** Writes the user's settings.xml. */
    void settings(String xml) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("home/.m2"));
        Files.writeString(folder.resolve("settings.xml"), xml);
    }

    private Path dists() {
        return directory.resolve("home/.m2/wrapper/dists");
    }

    /** Runs mvnw with these variables and those that it requires only. */
    Command mvnw(Map<String, String> variables, String... words) throws Exception {
        Stream<String> fixed = Stream.of(
                "env",
                "-i",
                "PATH=" + bin,
                "HOME=" + directory.resolve("home"),
                "JAVA_HOME=" + System.getProperty("java.home"));
        Stream<String> given = variables.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue());
        Stream<String> mvnw =
                Stream.concat(Stream.of("sh", directory.resolve("mvnw").toString()), Stream.of(words));
        return Command.run(Stream.of(fixed, given, mvnw).flatMap(each -> each).toList());
    }

    /** Returns the line of mvnw while it fetches a path of the server. */
    String fetching(String path) {
        return "mvnw: fetching Maven " + VERSION + " from " + server.url(path) + "\n";
    }

    /** Asserts that mvnw fetches a path and runs the fetched Maven. */
    void assertFetches(String path, Map<String, String> variables) throws Exception {
        assertEquals(new Command(0, fetching(path) + "pinned runs verify -q\n"), mvnw(variables, "verify", "-q"));
    }

    /** Asserts that mvnw fails to fetch a path for that reason, prints what to do, and leaves no files. */
    void assertFails(String path, String reason, String remedy, Map<String, String> variables) throws Exception {
        String sentence = "mvnw: could not fetch Maven %s from %s: %s; %s, or put Maven 3.9 or later on the PATH\n"
                .formatted(VERSION, server.url(path), reason, remedy);
        assertEquals(new Command(1, fetching(path) + sentence), mvnw(variables, "verify"));
        assertEquals(List.of(), List.of(dists().toFile().list()));
    }

    @Override
    public void close() {
        server.close();
    }
}
