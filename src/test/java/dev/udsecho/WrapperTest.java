package dev.udsecho;

import static dev.udsecho.WrapperProject.IN_ARCHIVE;
import static dev.udsecho.WrapperProject.IN_REPOSITORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that mvnw finds its Maven with a JDK and few tools: in its own folder, on the PATH, and at the URLs that it may
 * fetch from.
 */
class WrapperTest {
    private static final String BY_COORDINATES = "mvnw: fetching Maven 3.9.99 through Maven 3.8.7 on the PATH\n";
    private static final String CORRECT = "correct or unset MVNW_REPOURL (with MVNW_USERNAME and MVNW_PASSWORD)";

    /** A Maven 3.8.7 that unpacks the requested artifact. */
    private static final String OLDER = """
            [ "$1" = --version ] && { echo 'Apache Maven 3.8.7'; exit; }
            for word; do case $word in -DoutputDirectory=*) out=${word#*=};; -Dartifact=*) version=$word;; esac; done
            version=${version%:zip:bin}; version=${version##*:}
            mkdir -p "$out/apache-maven-$version/bin"
            echo 'echo "by coordinates: $*"' > "$out/apache-maven-$version/bin/mvn\"""";

    @TempDir
    Path directory;

    private WrapperProject project;

    @BeforeEach
    void layOutTheProject() throws Exception {
        project = new WrapperProject(directory);
    }

    @AfterEach
    void closeTheServer() {
        project.close();
    }

    @Test
    void testMaven39OnThePath_isUsed() throws Exception {
        project.script("mvn", "[ \"$1\" != --version ] || echo 'Apache Maven 3.9.9 (x)'; echo \"3.9 runs $*\"");
        assertEquals(new Command(0, "3.9 runs verify -q\n"), project.mvnw(repository("/repo"), "verify", "-q"));
    }

    @Test
    void testOlderMavenOnThePath_fetchesThePinnedOneByCoordinates_once() throws Exception {
        project.script("mvn", OLDER);
        assertEquals(new Command(0, BY_COORDINATES + "by coordinates: verify\n"), project.mvnw(Map.of(), "verify"));
        project.script("mvn", "exit 1");
        assertEquals(new Command(0, "by coordinates: package\n"), project.mvnw(repository("/repo"), "package"));
    }

    @Test
    void testOlderMavenThatCannotFetch_endsWithWhatToDo() throws Exception {
        project.script("mvn", "[ \"$1\" = --version ] && { echo 'Apache Maven 3.8.7'; exit; }; echo no; exit 1");
        assertEquals(
                new Command(
                        1,
                        BY_COORDINATES + "no\n"
                                + "mvnw: Maven 3.8.7 on the PATH is older than 3.9 and could not fetch Maven 3.9.99, see its"
                                + " message above; set MVNW_REPOURL to a Maven repository, or put Maven 3.9 or later on the"
                                + " PATH\n"),
                project.mvnw(Map.of(), "verify"));
    }

    @Test
    void testRepositoryInTheEnvironment_isTakenBeforeAnOlderMavenAndTheSettings_once() throws Exception {
        project.settings(
                "<settings><mirrors><mirror><mirrorOf>*</mirrorOf><url>http:/mirror</url></mirror></mirrors></settings>");
        project.script("mvn", OLDER);
        project.assertFetches("/repo" + IN_REPOSITORY, repository("/repo/"));
        project.close();
        assertEquals(new Command(0, "pinned runs package\n"), project.mvnw(repository("/repo"), "package"));
    }

    @Test
    void testRepositoryOfFiles_isUsed() throws Exception {
        Path folder = directory.resolve("repo");
        Path file = Path.of(folder + IN_REPOSITORY);
        Files.createDirectories(file.getParent());
        Files.write(file, WrapperProject.zip());
        Path user = directory.resolve("user");
        assertEquals(
                new Command(0, "mvnw: fetching Maven 3.9.99 from file://" + file + "\npinned runs verify\n"),
                project.mvnw(Map.of("MVNW_REPOURL", "file://" + folder, "MAVEN_USER_HOME", user.toString()), "verify"));
        assertTrue(Files.isDirectory(user.resolve("wrapper/dists/apache-maven-3.9.99")));
    }

    @Test
    void testLogin_isSentToItsHostOnly_andNotPrinted() throws Exception {
        project.assertFails("/moved" + IN_REPOSITORY, "HTTP status 401", CORRECT, repository("/moved", "s3cret"));
        project.assertFetches("/private" + IN_REPOSITORY, repository("/private", "s3cret"));
    }

    @Test
    void testLoginInTheUrl_isUsed_andIsNotPrinted() throws Exception {
        String url = project.server.url("/private").replace("//", "//me:s3cret@");
        String wrong = url.replace("s3cret", "s3/cret");
        Command refused = project.mvnw(Map.of("MVNW_REPOURL", wrong), "verify");
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains(": it is not a URL that Java can read; " + CORRECT), refused::output);
        assertFalse(refused.output().contains("s3"), refused::output);
        project.assertFetches("/private" + IN_REPOSITORY, Map.of("MVNW_REPOURL", url));
    }

    @Test
    void testRepositoryThatFails_endsWithOneClearSentence() throws Exception {
        project.assertFails("/missing" + IN_REPOSITORY, "HTTP status 404", CORRECT, repository("/missing"));
        String wrong = "it is not the file that was pinned, its SHA-512 differs";
        project.assertFails("/other" + IN_REPOSITORY, wrong, CORRECT, repository("/other"));
        project.assertFails("/private" + IN_REPOSITORY, "HTTP status 401", CORRECT, repository("/private", "wrong"));
    }

    @Test
    void testNoOtherSource_usesTheApacheArchive() throws Exception {
        project.assertFetches(IN_ARCHIVE, Map.of("MVNW_REPOURL", ""));
    }

    @Test
    void testOffline_endsWithOneClearSentence() throws Exception {
        project.close();
        String remedy = "go online, set MVNW_REPOURL to a Maven repository";
        project.assertFails(IN_ARCHIVE, "Connection refused", remedy, Map.of());
    }

    @Test
    void testNoJdk_endsWithOneClearSentence() throws Exception {
        Command refused = project.mvnw(Map.of("JAVA_HOME", directory.toString()), "verify");
        assertEquals(new Command(1, "mvnw: needs a JDK 17 or later, on the PATH or in JAVA_HOME\n"), refused);
    }

    private Map<String, String> repository(String path) {
        return Map.of("MVNW_REPOURL", project.server.url(path));
    }

    private Map<String, String> repository(String path, String password) {
        return Map.of("MVNW_REPOURL", project.server.url(path), "MVNW_USERNAME", "me", "MVNW_PASSWORD", password);
    }
}
