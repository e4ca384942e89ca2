package dev.udsecho.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Processes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the check of the format: it is a part of {@code verify} alone, and says what to do. */
class FormatIT {
    @TempDir
    Path directory;

    @Test
    void testSpaceTooMany_isShown_withTheCommandThatRemovesIt() throws Exception {
        Project project = Project.copyTo(directory);
        project.answer(" received");
        ClientRun check = mvnw("spotless:check", "-DspotlessFiles=.*/VerbatimEcho.java");
        assertEquals(1, check.status(), check::toString);
        List<String> lines = check.output().lines().toList();
        assertTrue(lines.contains("[ERROR] Run 'mvn spotless:apply' to fix these violations."), check::toString);
        assertTrue(check.output().contains("src/main/java/dev/udsecho/echo/VerbatimEcho.java"), check::toString);
        assertTrue(lines.stream().allMatch(line -> line.startsWith("[ERROR]")), check::toString);
    }

    @Test
    void testCheck_isPartOfVerifyOnly() throws Exception {
        var pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        String phases = "//plugin[artifactId='spotless-maven-plugin']//execution[goals/goal='check']/phase";
        assertEquals("verify", XPathFactory.newInstance().newXPath().evaluate(phases, pom));
    }

    private ClientRun mvnw(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-q"));
        command.addAll(Project.repository());
        command.addAll(List.of(words));
        return ClientRun.of(Processes.start(new ProcessBuilder(command).directory(directory.toFile())));
    }
}
