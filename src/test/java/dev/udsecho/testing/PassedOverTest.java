package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassedOverTest {
    @TempDir
    Path directory;

    @Test
    void testCount_addsUpTheReasonsOfAllReports() throws Exception {
        String skipped = "<testcase name=\"a\"><skipped type=\"org.opentest4j.TestAbortedException\">"
                + "<![CDATA[org.opentest4j.TestAbortedException: %s\n\tat a.b]]></skipped></testcase>";
        Files.writeString(directory.resolve("TEST-a.xml"), skipped.formatted("needs root") + "<testcase name=\"b\"/>");
        Files.writeString(
                directory.resolve("TEST-b.xml"),
                skipped.formatted("needs root") + skipped.formatted("Assumption failed: needs /proc"));
        Files.writeString(directory.resolve("TEST-c.xml"), "<skipped message=\"needs nc\"/>");
        Files.writeString(directory.resolve("a.txt"), skipped.formatted("needs nothing"));
        Map<String, Integer> reasons = new TreeMap<>();
        PassedOver.count(directory, reasons);
        PassedOver.count(directory.resolve("missing"), reasons);
        assertEquals(Map.of("needs root", 2, "needs /proc", 1, "needs nc", 1), reasons);
    }

    @Test
    void testLine_isReadable() {
        assertEquals("Passed over: 57 tests need root", PassedOver.line("needs root", 57));
        assertEquals("Passed over: 1 test needs nc", PassedOver.line("needs nc", 1));
    }
}
