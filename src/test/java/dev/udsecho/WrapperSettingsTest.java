package dev.udsecho;

import static dev.udsecho.WrapperProject.IN_ARCHIVE;
import static dev.udsecho.WrapperProject.IN_REPOSITORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Command;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that mvnw uses the same mirror of the user's settings as Maven. */
class WrapperSettingsTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"*", "central", "external:*", "*,!other", "foo, central", "!other , external:*"})
    void testMirrorOfCentral_isUsed(String mirrorOf) throws Exception {
        settings(mirror(mirrorOf, "/mirror/") + mirror("*", "/second"));
        project.assertFetches("/mirror" + IN_REPOSITORY, Map.of());
    }

    @Test
    void testMirrorOfOthers_isNotUsed() throws Exception {
        settings(
                mirror("other", "/other")
                        + mirror("*,!central", "/but")
                        + mirror("!central,external:*", "/but")
                        + mirror("external:http:*", "/plain")
                        + mirror("central-snapshots", "/snapshots")
                        + mirror("", "/none")
                        + mirror("*", "/blocked").replace("</url>", "</url><blocked>true</blocked>")
                        + "<!-- " + mirror("*", "/comment") + " -->"
                        + "<mirror><id>m</id><mirrorOf>a<!-- ,central --></mirrorOf><url>http://127.0.0.1/inner</url></mirror>");
        project.assertFetches(IN_ARCHIVE, Map.of());
    }

    @Test
    void testMirrorOfCentralByName_isUsedBeforeAWildcard() throws Exception {
        settings(mirror("*", "/everything") + mirror("central", "/central"));
        project.assertFetches("/central" + IN_REPOSITORY, Map.of());
    }

    @Test
    void testMirrorWithLogin_takesItFromItsServer() throws Exception {
        settings("<mirror><id>m</id><mirrorOf>*</mirrorOf><url>${env.MIRROR}</url></mirror>");
        project.assertFetches(
                "/private" + IN_REPOSITORY,
                Map.of("MIRROR", project.server.url("/private"), "SECRET", "s3cret", "MVNW_USERNAME", "another"));
    }

    @Test
    void testMirrorThatFails_endsWithOneClearSentence() throws Exception {
        settings(mirror("*", "/missing"));
        Path file = directory.resolve("home/.m2/settings.xml");
        String remedy = "correct the mirror \"m\" in " + file + ", set MVNW_REPOURL to a Maven repository";
        project.assertFails("/missing" + IN_REPOSITORY, "HTTP status 404", remedy, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<settings><mirrors>",
                "<!DOCTYPE settings SYSTEM 'http://127.0.0.1:9/x.dtd'><settings>&x;</settings>",
                "<settings><mirrors><mirror><mirrorOf>*</mirrorOf><url>${env.UNSET}</url></mirror></mirrors></settings>"
            })
    void testInvalidSettings_areIgnoredWithALine(String xml) throws Exception {
        project.settings(xml);
        Command ran = project.mvnw(Map.of(), "verify");
        String line = "mvnw: passing over " + directory + "/home/.m2/settings.xml, which cannot be used: ";
        assertTrue(ran.output().startsWith(line), ran::output);
        String rest = ran.output().substring(ran.output().indexOf('\n') + 1);
        assertEquals(
                new Command(0, project.fetching(IN_ARCHIVE) + "pinned runs verify\n"), new Command(ran.status(), rest));
    }

    private void settings(String mirrors) throws Exception {
        project.settings(
                "<settings xmlns=\"http://maven.apache.org/SETTINGS/1.0.0\">\n<mirrors>" + mirrors + "</mirrors>"
                        + "<servers><server><id>m</id><username>me</username><password>${env.SECRET}</password></server></servers>"
                        + "</settings>");
    }

    private String mirror(String mirrorOf, String path) {
        return "<mirror>\n<id>m</id><mirrorOf>" + mirrorOf + "</mirrorOf>\n<url>\n" + project.server.url(path)
                + "\n</url></mirror>";
    }
}
