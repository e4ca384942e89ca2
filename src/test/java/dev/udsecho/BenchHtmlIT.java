package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.CountingEcho;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the report that the packaged program's bench writes to a file, or cannot write. */
class BenchHtmlIT {
    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testHtml_isASelfContainedPage_andEscapesThePath() throws Exception {
        socket = Files.createDirectory(directory.resolve("<b>&\"'")).resolve("echo.sock");
        CountingEcho echo = new CountingEcho(socket);
        Path file = directory.resolve("report.html");
        ClientRun run = BenchCommands.run(socket, "--duration=3s", "--html", file.toString());
        assertEquals(0, run.status(), run::toString);
        String page = Files.readString(file);
        assertTrue(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("title")
                .item(0)
                .getTextContent()
                .endsWith(socket.toString()));
        assertFalse(page.contains("//") || page.contains("<script") || page.contains("<b>"), page);
        assertEquals(3, page.split("<svg ", -1).length - 1);
    }

    @Test
    void testHtml_thatCannotBeWritten_isRefusedBeforeTheRun() throws Exception {
        Path missing = directory.resolve("missing/report.html");
        ClientRun run = BenchCommands.run(socket, "--duration=5m", "--html", missing.toString());
        assertEquals(73, run.status(), run::toString);
        assertEquals("", run.output());
        assertTrue(run.problems().startsWith("udsecho bench: cannot write " + missing + " ("), run::problems);
        assertEquals(
                73,
                BenchCommands.run(socket, "--duration=5m", "--html", directory.toString())
                        .status());
    }

    @Test
    void testHtml_thatCannotBeWrittenAfterTheRun_hasItsStatus() throws Exception {
        Path reports = Files.createDirectory(directory.resolve("reports"));
        CountingEcho echo = new CountingEcho(socket, read -> Files.deleteIfExists(reports));
        Path file = reports.resolve("report.html");
        ClientRun run = BenchCommands.run(socket, "--duration=300ms", "--html", file.toString());
        assertEquals(73, run.status(), run::toString);
        assertTrue(run.output().contains("operations/s"), run::output);
        assertTrue(run.problems().contains("udsecho bench: cannot write " + file + " ("), run::problems);
        assertTrue(echo.echoed() > 0);
    }

    @Test
    void testHtml_atADanglingLink_isRefused() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("report.html"), directory.resolve("missing.html"));
        ClientRun run = BenchCommands.run(socket, "--duration=5m", "--html", link.toString());
        assertEquals(73, run.status(), run::toString);
        assertTrue(run.problems().contains("cannot write " + link + " (the link there leads nowhere)"), run::problems);
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void testHtml_ofAFailedRun_keepsTheOldFile() throws Exception {
        Path file = Files.writeString(directory.resolve("report.html"), "before");
        assertEquals(66, BenchCommands.run(socket, "--html", file.toString()).status());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
