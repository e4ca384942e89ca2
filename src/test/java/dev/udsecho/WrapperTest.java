package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mvnw finds its Maven: on a PATH that has only the tools it names and, in place of Maven and curl, scripts of ours. */
class WrapperTest {
    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "sed", "head", "mkdir", "mktemp", "chmod", "mv", "rm", "cut", "sha512sum", "tar", "gzip");

    @TempDir
    Path directory;

    private Path bin;
    private Path home;

    @BeforeEach
    void layOutThePath() throws IOException {
        bin = Files.createDirectory(directory.resolve("bin"));
        home = directory.resolve("home");
        for (String tool : TOOLS) {
            Command.require(tool);
            script(tool, "exec " + which(tool) + " \"$@\"");
        }
    }

    @Test
    void testMaven39OnThePath_serves() throws Exception {
        script("mvn", "[ \"$1\" != --version ] || echo 'Apache Maven 3.9.9 (x)'; echo \"3.9 runs $*\"");
        assertEquals(new Command(0, "3.9 runs verify -q\n"), mvnw("verify", "-q"));
    }

    @Test
    void testOlderMavenOnThePath_fetchesThePinnedOneByCoordinates_once() throws Exception {
        script(
                "mvn",
                "[ \"$1\" = --version ] && { echo 'Apache Maven 3.8.7'; exit; }\n"
                        + "for word; do case $word in -DoutputDirectory=*) out=${word#*=};; -Dartifact=*) version=$word;; esac; done\n"
                        + "version=${version%:zip:bin}; version=${version##*:}\n"
                        + "mkdir -p \"$out/apache-maven-$version/bin\"\n"
                        + "echo 'echo \"pinned runs $*\"' > \"$out/apache-maven-$version/bin/mvn\"");
        assertEquals(new Command(0, "pinned runs verify\n"), mvnw("verify"));
        Files.delete(bin.resolve("mvn"));
        assertEquals(new Command(0, "pinned runs package\n"), mvnw("package"));
    }

    @Test
    void testNoMavenAndOffline_endsWithOneClearSentence() throws Exception {
        script("curl", "exit 6");
        Command refused = mvnw("verify");
        assertEquals(1, refused.status());
        assertTrue(
                refused.output()
                        .matches("mvnw: could not fetch Maven 3\\.9\\.\\d+ from https://archive\\.apache\\.org/\\S+:"
                                + " go online, or put Maven 3\\.9 or later on the PATH\n"),
                refused::output);
    }

    @Test
    void testDownloadThatIsNotThePinnedOne_isRefused() throws Exception {
        script("curl", "for word; do last=$word; out=$prev; prev=$word; done; echo other > \"$out\"");
        Command refused = mvnw("verify");
        assertEquals(1, refused.status());
        assertTrue(
                refused.output().endsWith("is not the file that was pinned: its SHA-512 differs\n"), refused::output);
        assertEquals(List.of(), List.of(home.resolve("wrapper/dists").toFile().list()));
    }

    private Command mvnw(String... words) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                "env",
                                "PATH=" + bin,
                                "MAVEN_USER_HOME=" + home,
                                "JAVA_HOME=" + System.getProperty("java.home"),
                                "sh",
                                "./mvnw"),
                        Stream.of(words))
                .toList();
        return Command.run(command);
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setAttribute(file, "unix:mode", 0755);
    }

    private static Path which(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
