package dev.udsecho.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.bench.EndpointStats;
import dev.udsecho.bench.Measurement;
import dev.udsecho.bench.Samples;
import dev.udsecho.bench.tcp.TcpEndpoint;
import dev.udsecho.text.ProgramVersion;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static String page(EndpointStats... stats) {
        return new HtmlReport(Measurement.of(Samples.load(Optional.empty()), List.of(stats))).text();
    }

    private static EndpointStats nasty(int operations) {
        return Samples.figures(Samples.unix("/tmp/<b>&\"'\u001b.sock"), operations, 0.95, Optional.of(0.5));
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void testText_isWellFormed_andEscapesThePath() throws Exception {
        String page = page(nasty(1000));
        assertFalse(page.contains("<b>"), page);
        assertEquals(
                "udsecho bench: /tmp/<b>&\"'\\u001b.sock",
                parsed(page).getElementsByTagName("title").item(0).getTextContent());
    }

    @Test
    void testText_isSelfContained() {
        String page = page(nasty(1000));
        for (String foreign : List.of("http:", "https:", "//", "<script", "url(", "@import", "src=", "href=")) {
            assertFalse(page.contains(foreign), foreign);
        }
    }

    @Test
    void testText_bothEndpoints_areInEachPlot_withADescription() throws Exception {
        Document page = parsed(page(nasty(1000), Samples.figures(TcpEndpoint.on(4711), 500, 0.5, Optional.empty())));
        assertEquals(3, page.getElementsByTagName("svg").getLength());
        assertEquals(6, page.getElementsByTagName("polyline").getLength());
        assertEquals(3, page.getElementsByTagName("desc").getLength());
        assertTrue(page.getElementsByTagName("desc").item(0).getTextContent().contains("127.0.0.1:4711 p50 250"));
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
    }

    @Test
    void testText_saysWhatMeasured() {
        assertTrue(page(nasty(1000)).contains("<th scope=\"row\">load</th><td>" + ProgramVersion.text() + "</td>"));
    }

    @Test
    void testText_nothingMeasured_isWellFormed() throws Exception {
        String page = page(nasty(0));
        assertEquals(0, parsed(page).getElementsByTagName("svg").getLength());
        assertFalse(page.contains("NaN"), page);
    }

    @Test
    void testText_oneOperation_hasItsPercentiles() throws Exception {
        assertFalse(page(nasty(1)).contains("NaN"));
        assertEquals(3, parsed(page(nasty(1))).getElementsByTagName("svg").getLength());
    }
}
